"""A rule of ``nft -j list ruleset`` in words near to those of nft(8). Pure."""

from __future__ import annotations

from typing import Any


def shown_rule(body: dict[str, Any]) -> str:
    """A rule in words near to those of nft(8), cut at 200 characters."""
    words = []
    for statement in body.get("expr") or []:
        if not isinstance(statement, dict):
            continue
        match = statement.get("match")
        if isinstance(match, dict):
            words.append(f"{_shown(match.get('left'))} {_shown(match.get('right'))}")
        else:
            words += [str(word) for word in statement if word not in {"counter", "log", "limit"}]
    return " ".join(words)[:200]


def _shown(value: Any) -> str:
    match value:
        case {"payload": {"protocol": protocol, "field": field}}:
            return f"{protocol} {field}"
        case {"meta": {"key": key}} | {"ct": {"key": key}}:
            return str(key)
        case {"set": list(members)}:
            return "{ " + ", ".join(_shown(one) for one in members[:20]) + " }"
        case {"prefix": {"addr": address, "len": length}}:
            return f"{address}/{length}"
        case {"range": [first, last]}:
            return f"{first}-{last}"
    return str(value)
