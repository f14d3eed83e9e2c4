"""What ``doveadm`` says of one account. Pure."""

from __future__ import annotations

import re
from typing import Literal

Lookup = Literal["there", "missing", "untold"]


def lookup(said: str) -> Lookup:
    """Whether ``doveadm auth lookup`` found the account in the password databases."""
    if re.search(r"(?m)^passdb: ", said):
        return "there"
    return "missing" if "doesn't exist" in said else "untold"


def fields(said: str) -> dict[str, str]:
    """The fields of ``doveadm auth lookup``, by name."""
    rows = re.findall(r"(?m)^  (\w{1,40})\s*(?:: (.{0,300}))?$", said)
    return {name: value.strip() for name, value in rows}


def login_allowed(said: str) -> bool | None:
    """The end of ``doveadm auth test``; ``None`` where it came to none."""
    found = re.search(r"(?m)^passdb: .* auth (succeeded|failed)", said)
    return found[1] == "succeeded" if found else None


def quota(said: str) -> tuple[int, int] | None:
    """Used and allowed bytes of ``doveadm -f flow quota get``: of the fullest limit on storage."""
    rows = re.findall(r"Type=STORAGE Value=(\d{1,18}) Limit=(\d{1,18})\b", said)
    pairs = [(int(used) * 1024, int(limit) * 1024) for used, limit in rows if int(limit)]
    return max(pairs, key=lambda pair: pair[0] / pair[1], default=None)
