"""What a server's reply means: its codes, its wording and the command it answers."""

from collections.abc import Iterable
from functools import cache, lru_cache
from operator import attrgetter
from typing import NamedTuple

from mailmend.errors import codes, grammar, possible
from mailmend.errors.matcher import Finder, finder
from mailmend.errors.normal import words
from mailmend.errors.parts import Parts, as_stage, take_apart
from mailmend.errors.reading import Reading, Stage
from mailmend.errors.rules import Family, by_phrase
from mailmend.errors.servers import server_of

ADVICE = "advice"
# What a meaning is of at a stage where its usual subject has not been named yet: in answer to
# AUTH the account spoken of is the one logging in, in answer to MAIL the address is the sender's,
# and before either only the client's address is known.  The hint narrows the causes.
_OF_THE_LOGIN = {
    "recipient-disabled": ("auth-failed", "suspended"),
    "recipient-unknown": ("auth-failed", ""),
    "recipient-refused": ("auth-failed", ""),
    "sender-rejected": ("auth-failed", ""),
    "domain-unknown": ("auth-failed", ""),
    "server-error": ("auth-backend-error", ""),
}
_OF_THE_SENDER = {
    "recipient-unknown": ("sender-rejected", "sender-domain"),
    "recipient-disabled": ("sender-rejected", ""),
    "recipient-refused": ("sender-rejected", ""),
    "domain-unknown": ("sender-rejected", "sender-domain"),
}
_OF_THE_CLIENT = {
    "policy": ("ip-blocked", ""),
    "auth-failed": ("ip-blocked", "ban"),
    "recipient-refused": ("ip-blocked", ""),
    "sender-rejected": ("ip-blocked", ""),
}
_SUBJECTS = {
    "auth": _OF_THE_LOGIN,
    "mail": _OF_THE_SENDER,
    "greeting": _OF_THE_CLIENT,
    "connect": _OF_THE_CLIENT,
    "ehlo": _OF_THE_CLIENT,
}

_PERMANENT = {"5": True, "4": False}

# Codes that answer one command only (RFC 4954 section 6).
_ONLY_AFTER: dict[str, Stage] = {"525": "auth", "534": "auth", "535": "auth"}

OF_ADVICE = 25
"""What an idiom in the advice of a reply ("for more information see …") weighs less."""


class Sense(NamedTuple):
    """The meaning chosen, how strongly it is held (0 to 100), and the hint that narrows causes."""

    meaning: str
    weight: int
    hint: str


MEMO_TEXT = 2048
"""What replies of up to this many characters say is remembered by their words."""


class Limited(NamedTuple):
    """What an idiom says, and the family that limits where; None where it says so anywhere."""

    sense: Sense
    family: Family | None


def read_reply(
    code: int | str | None,
    enhanced: str | None,
    text: str,
    stage: str | None = None,
    server: str | None = None,
) -> Reading:
    """What one SMTP reply means.

    `code` is the three-digit reply code and `enhanced` the enhanced status code (RFC 3463), each
    None when unknown: it is then taken from `text` if it stands there.  `stage` is the command
    answered, in the words of `Stage`.  A 2yz or 3yz reply is no refusal and reads `normal`, after
    AUTH `auth-ok`.
    """
    parts = take_apart(text)
    if code is not None or enhanced is not None or stage is not None:
        parts = Parts(
            parts.code if code is None else str(code),
            enhanced or parts.enhanced,
            as_stage(stage) or parts.stage,
        )
    server = server or server_of(text)
    if parts.code is not None and parts.code[0] in "23":
        return _accepted(parts, text, server)
    flat = words(text)
    sense = (_remembered if len(flat) <= MEMO_TEXT else weigh)(flat, parts, server)
    return _saying(sense, parts.stage or _ONLY_AFTER.get(parts.code or "")).but(
        permanent=_permanent(parts),
        code=parts.code,
        enhanced=parts.enhanced,
        server=server,
        text=text,
    )


def forget() -> None:
    """Forget what replies said; for measurements."""
    _remembered.cache_clear()


@lru_cache(maxsize=1024)
def _saying(sense: Sense, stage: Stage | None) -> Reading:
    """The reading of any reply of this sense to this command, its codes and text left out."""
    return Reading(
        sense.meaning,
        stage=stage,
        causes=possible.causes(sense.meaning, sense.hint),
        rules_out=possible.rules_out(sense.meaning, stage),
        confidence=_confidence(sense),
    )


def _accepted(parts: Parts, text: str, server: str | None) -> Reading:
    meaning = "auth-ok" if parts.code == "235" else "normal"
    return Reading(
        meaning, parts.stage, None, parts.code, parts.enhanced, None, None, server,
        confidence=0.95, text=text,
    )  # fmt: skip


def _permanent(parts: Parts) -> bool | None:
    return _PERMANENT.get((parts.code or parts.enhanced or " ")[0])


def _confidence(sense: Sense) -> float:
    return 0.0 if sense.meaning == "unknown" else round(min(sense.weight, 98) / 100, 2)


def weigh(flat: str, parts: Parts, server: str | None) -> Sense:
    """The weightiest of what wording, enhanced status code, code and grammar each say.

    `flat` is the text in the form `normal.words` gives.
    """
    heard = _idioms(flat, parts, server)
    heard += _of_codes(parts)
    best = max(heard, key=_weight) if heard else None
    if (best is None or best.weight < 75) and (said := grammar.judge(flat.split())):
        heard.append(Sense(*said, ""))
        best = max(heard, key=_weight)
    if best is None:
        return Sense("other", 20, "") if parts.code else Sense("unknown", 0, "")
    stage = parts.stage or _ONLY_AFTER.get(parts.code or "") or ""
    if instead := _SUBJECTS.get(stage, {}).get(best.meaning):
        return Sense(instead[0], best.weight, instead[1] or best.hint)
    if best.meaning == "connection" and (parts.code or "")[:1] == "5" and " refused " in flat:
        return Sense("ip-blocked", 72, "")
    hint = "" if best.hint or len(heard) == 1 else _hint_beside(best, heard)
    return Sense(best.meaning, best.weight, hint) if hint else best


@lru_cache(maxsize=1024)
def _of_codes(parts: Parts) -> tuple[Sense, ...]:
    enhanced = codes.of_enhanced(parts.enhanced, parts.stage) if parts.enhanced else None
    code = codes.of_code(parts.code, parts.stage) if parts.code else None
    return tuple(Sense(*sense, "") for sense in (enhanced, code) if sense)


_weight = attrgetter("weight")
_remembered = lru_cache(maxsize=8192)(weigh)


def _hint_beside(best: Sense, heard: list[Sense]) -> str:
    """The hint of an idiom that means the same, where a bare code outweighs it."""
    beside = [said for said in heard if said.meaning == best.meaning and said.hint]
    return max(beside, key=_weight).hint if beside else ""


def _idioms(flat: str, parts: Parts, server: str | None) -> list[Sense]:
    """What each idiom in the text says; those in the advice that follows weigh less."""
    find, idioms = _book()
    heard: list[Sense] = []
    discount = 0
    for index, _, _ in find(flat):
        for sense, family in idioms[index]:
            if sense.meaning == ADVICE:
                discount = OF_ADVICE
            elif family is None or family.applies(parts.stage, parts.enhanced, server):
                heard.append(_less(sense, discount) if discount else sense)
    return heard


def _less(sense: Sense, discount: int) -> Sense:
    return Sense(sense.meaning, sense.weight - discount, sense.hint)


def phrases() -> Iterable[str]:
    """Every phrase of the idioms, in the form in which a text is searched."""
    return _table().keys()


@cache
def _book() -> tuple[Finder, tuple[tuple[Limited, ...], ...]]:
    said = tuple(tuple(map(_limited, families)) for families in _table().values())
    return finder(tuple(_table())), said


@cache
def _table() -> dict[str, tuple[Family, ...]]:
    from mailmend.errors import (
        idioms_client,
        idioms_flow,
        idioms_link,
        idioms_login,
        idioms_recipient,
        idioms_relay,
    )

    modules = (
        idioms_relay,
        idioms_login,
        idioms_link,
        idioms_client,
        idioms_recipient,
        idioms_flow,
    )
    return by_phrase([family for module in modules for family in module.FAMILIES])


@cache
def _limited(family: Family) -> Limited:
    free = not (family.stage or family.enhanced or family.server)
    return Limited(Sense(family.label, family.weight, family.hint), None if free else family)
