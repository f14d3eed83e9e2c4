"""The style sheet of a brand's colour; pages carry no style of their own. Pure."""

from __future__ import annotations

from mailmend.apps.web.desk.colours import DARK, LIGHT, on_dark, readable, soft


def style_sheet(accent: str) -> str:
    """The colour in light and in dark, as the other sheets name it."""
    light, dark = readable(accent), on_dark(accent)
    return (
        f":root{{--brand:{light};--on-brand:#ffffff;--brand-soft:{soft(light, LIGHT)}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{--brand:{dark};--on-brand:#10150f;"
        f"--brand-soft:{soft(dark, DARK)}}}}}\n"
    )


def theme_address(accent: str) -> str:
    """Where the sheet of that colour is served; the address changes with the colour."""
    return f"/desk/theme/{accent.removeprefix('#')}.css"
