"""Settings with which a device sends before the cause, which is elsewhere, is mended."""

from __future__ import annotations

from dataclasses import replace

from mailmend.languages import say
from mailmend.remedies import (
    android_steps,
    generic_steps,
    ios_steps,
    macos_mail_steps,
    outlook_steps,
    thunderbird_steps,
)
from mailmend.remedy import Remedy, RenderedRemedy, Situation
from mailmend.text import phrase

TARGETS: tuple[Remedy, ...] = (
    ios_steps.ios_steps,
    macos_mail_steps.macos_mail_steps,
    thunderbird_steps.thunderbird_steps,
    outlook_steps.outlook_steps,
    android_steps.android_steps,
    generic_steps.generic_steps,
)
"""Those who write steps for a device."""


def meanwhile(situation: Situation) -> tuple[RenderedRemedy, ...]:
    """The steps on the device, under a title that says what they are for."""
    changed = replace(situation, changes=situation.meanwhile, meanwhile=())
    found = [target.render(changed) for target in TARGETS] if situation.meanwhile else []
    return tuple(replace(one, title=_title(one, situation.language)) for one in found if one)


def _title(steps: RenderedRemedy, language: str) -> str:
    return say(language, phrase("To send in the meantime: {title}", title=steps.title))
