"""Names of hosts and domains that come from outside: grammar, ASCII form, and where a domain ends.

Nothing at or above a public suffix belongs to one owner, so nothing there is ever asked
(``alice@co.uk`` must not lead to ``autoconfig.co.uk``).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

from mailmend.wire.names import to_ascii

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\Z")
_TOP = re.compile(r"[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?\Z")


class _SuffixList(Protocol):
    def privatesuffix(self, domain: str) -> str | None: ...


def host_name(text: str) -> str | None:
    """``text`` as a host name in lower-case A-label form, or ``None`` where it is not one.

    At least two labels (RFC 1123 section 2.1, RFC 5890 section 2.3); addresses are not names. A
    trailing dot is dropped.
    """
    name = to_ascii(text.strip()) or ""
    labels = name.split(".")
    if len(labels) < 2 or not _TOP.match(labels[-1]):
        return None
    return name if all(_LABEL.match(label) for label in labels) else None


@cache
def _suffix_list() -> _SuffixList:
    from publicsuffixlist import PublicSuffixList

    found: _SuffixList = PublicSuffixList()
    return found


def registrable(name: str) -> str | None:
    """The registrable domain ``name`` lies in; ``None`` at or above a public suffix."""
    return _suffix_list().privatesuffix(name.lower().removesuffix("."))


def same_owner(one: str, other: str) -> bool:
    """Whether both names lie in one registrable domain."""
    found = registrable(one)
    return found is not None and found == registrable(other)


def suffixes(name: str) -> tuple[str, ...]:
    """``name`` and each parent of it that has at least two labels, the longest first."""
    labels = name.lower().removesuffix(".").split(".")
    return tuple(".".join(labels[at:]) for at in range(max(len(labels) - 1, 0)))
