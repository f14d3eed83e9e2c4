"""Find the alerts of Apple Mail in a text, several at once, cut off or broken over lines."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from mailmend.errors import possible
from mailmend.errors.alert import Alert
from mailmend.errors.embedded import server_reply
from mailmend.errors.patterns import rx
from mailmend.errors.reading import Reading
from mailmend.errors.replies import read_reply
from mailmend.errors.signs import signs

_NAME = r"""(?:"[^"]{0,200}(?:"|$)|'[^']{0,200}'|<?[\w.+%-]+@[\w.-]+>?|(?:[\w-]+\.)+\w+)"""
_VAGUE = frozenset({"unknown", "other", "protocol", "recipient-refused", "policy", "server-error"})


@cache
def _alerts() -> Sequence[Alert]:
    from mailmend.errors import alerts_apple, alerts_apple_link

    return alerts_apple.ALERTS + alerts_apple_link.ALERTS


def anchors() -> frozenset[str]:
    """The anchors of all alerts."""
    return frozenset(anchor for alert in _alerts() for anchor in alert.anchor.split("|"))


def read_apple(flat: str) -> list[Reading]:
    """The alerts of Apple Mail in the tidied text `flat`, in the order they stand there."""
    if "anchor" not in signs(flat):
        return []
    found = _matches(flat)
    ends = [match.start() for match, _ in found[1:]] + [len(flat)]
    return [
        with_reply(_reading(match, alert, flat[match.start() : end]))
        for (match, alert), end in zip(found, ends, strict=False)
    ]


def _matches(flat: str) -> list[tuple[re.Match[str], Alert]]:
    found: list[tuple[re.Match[str], Alert]] = []
    named = {anchor for anchor, _, _ in signs(flat)["anchor"]}
    for alert in _alerts():
        if named.isdisjoint(alert.anchor.split("|")):
            continue
        shape = alert.pattern.replace("@", _NAME).replace("#", r"(?:\d{1,5}|$)")
        for match in rx(shape, re.IGNORECASE).finditer(flat):
            if not any(_same(match, alert, *other) for other in found):
                found.append((match, alert))
    return sorted(found, key=lambda pair: pair[0].start())


def _same(one: re.Match[str], alert: Alert, other: re.Match[str], known: Alert) -> bool:
    """Whether two matches are one alert: they overlap, or are two sentences of the same one."""
    if one.start() < other.end() and other.start() < one.end():
        return True
    return alert is known and rx(_NAME).search(one[0]) is None


def _reading(match: re.Match[str], alert: Alert, part: str) -> Reading:
    named = rx(_NAME).search(match[0])
    name = named[0].strip("\"'<> ") if named else ""
    port = rx(r"on port (\d{1,5})").search(match[0])
    return Reading(
        alert.meaning,
        stage=alert.stage,
        client="ios-mail",
        alert=alert.id,
        causes=tuple(alert.causes.split()) or possible.causes(alert.meaning),
        rules_out=possible.rules_out(alert.meaning, alert.stage),
        confidence=0.95 if alert.strong else 0.7,
        text=part.strip(),
        host=name if name and "@" not in name else None,
        port=int(port[1]) if port and 0 < int(port[1]) < 65536 else None,
        address=name if "@" in name else None,
    )


def with_reply(shown: Reading) -> Reading:
    """`shown` with the server's reply quoted in its text, which decides where it says more."""
    quoted = server_reply(shown.text)
    if quoted is None:
        return shown
    reply = read_reply(None, None, quoted, shown.stage)
    if reply.meaning in _VAGUE and shown.meaning != "other":
        return replace(shown, code=reply.code, enhanced=reply.enhanced, permanent=reply.permanent)
    return replace(
        reply,
        client=shown.client,
        alert=shown.alert,
        host=shown.host,
        port=shown.port,
        address=shown.address,
        text=shown.text,
    )
