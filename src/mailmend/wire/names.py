"""Host names: from what a person types to what DNS and certificates carry."""

from __future__ import annotations

import ipaddress
import re

MAX_NAME = 253
_LABEL = re.compile(r"[\x21-\x2d\x2f-\x7e]{1,63}\Z")


def to_ascii(name: str) -> str | None:
    """The name in lower case with A-labels (RFC 5891), without a trailing dot.

    ``None`` where it cannot be a domain name: an empty or too long label or name, spaces, control
    characters, or characters that IDNA 2008 refuses. Underscores and other printable ASCII are
    kept, since DNS carries them (RFC 2181 section 11).
    """
    plain = name.removesuffix(".")
    if not plain.isascii():
        plain = _encode(plain)
    if not plain or len(plain) > MAX_NAME:
        return None
    lowered = plain.lower()
    return lowered if all(_LABEL.match(label) for label in lowered.split(".")) else None


def is_host_name(name: str) -> bool:
    """Whether it can name a host: letters, digits, hyphens and underscores in every label."""
    plain = to_ascii(name)
    return plain is not None and all(map(_is_host_label, plain.split(".")))


def _is_host_label(label: str) -> bool:
    plain = label.replace("-", "").replace("_", "")
    return plain.isalnum() and not label.startswith("-") and not label.endswith("-")


def _encode(name: str) -> str:
    import idna

    try:
        return idna.encode(name[: 4 * MAX_NAME], uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        return ""


def is_address(host: str) -> bool:
    """Whether the host is given as an IP address."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
