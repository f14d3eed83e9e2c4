"""Names of hosts and domains that come from outside: grammar, ASCII form, and where a domain ends.

Nothing at or above a public suffix belongs to one owner, so nothing there is ever asked
(``alice@co.uk`` must not lead to ``autoconfig.co.uk``).
"""

from __future__ import annotations

import re
from functools import cache
from pkgutil import get_data

from mailmend.wire.names import to_ascii

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\Z")
_TOP = re.compile(r"[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?\Z")


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
def _rules() -> frozenset[str]:
    """The rules of the public suffix list, labels in ASCII form."""
    text = get_data("publicsuffixlist", "public_suffix_list.dat")
    assert text is not None
    lines = (line.strip() for line in text.decode().splitlines())
    rules = (line for line in lines if line and not line.startswith("//"))
    return frozenset(rule if rule.isascii() else _ascii_rule(rule) for rule in rules)


def _ascii_rule(rule: str) -> str:
    """The list is in the normal form of IDNA, so only Punycode is left to do."""
    labels = rule.split(".")
    coded = (label if label.isascii() else _a_label(label) for label in labels)
    return ".".join(coded)


def _a_label(label: str) -> str:
    return "xn--" + label.encode("punycode").decode("ascii")


def _suffix_size(labels: list[str]) -> int:
    """How many labels the public suffix has (algorithm of publicsuffix.org/list).

    The name a wildcard hangs on counts as a suffix itself: its owner hands out what is below.
    """
    rules = _rules()
    for at in range(len(labels)):
        name, parent = ".".join(labels[at:]), ".".join(labels[at + 1 :])
        if f"!{name}" in rules:
            return len(labels) - at - 1
        if not rules.isdisjoint((name, f"*.{name}", f"*.{parent}")):
            return len(labels) - at
    return 1


def registrable(name: str) -> str | None:
    """The registrable domain ``name`` lies in; ``None`` at or above a public suffix."""
    labels = name.lower().removesuffix(".").split(".")
    size = _suffix_size(labels)
    return ".".join(labels[-size - 1 :]) if len(labels) > size else None


def same_owner(one: str, other: str) -> bool:
    """Whether both names lie in one registrable domain."""
    found = registrable(one)
    return found is not None and found == registrable(other)


def suffixes(name: str) -> tuple[str, ...]:
    """``name`` and each parent of it that has at least two labels, the longest first."""
    labels = name.lower().removesuffix(".").split(".")
    return tuple(".".join(labels[at:]) for at in range(max(len(labels) - 1, 0)))
