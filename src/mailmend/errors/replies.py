"""What a server's reply means: its codes, its wording and the command it answers."""

from functools import cache, lru_cache
from typing import NamedTuple

from mailmend.errors import codes, grammar, possible
from mailmend.errors.matcher import Finder, finder
from mailmend.errors.normal import words
from mailmend.errors.parts import Parts, as_stage, take_apart
from mailmend.errors.reading import Reading
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

OF_ADVICE = 25
"""What an idiom in the advice of a reply ("for more information see …") weighs less."""


class Sense(NamedTuple):
    """The meaning chosen, how strongly it is held (0 to 100), and the hint that narrows causes."""

    meaning: str
    weight: int
    hint: str


@cache
def _book() -> tuple[Finder, tuple[tuple[Family, ...], ...]]:
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

    families: list[Family] = []
    for module in modules:
        families.extend(module.FAMILIES)
    table = by_phrase(families)
    return finder(tuple(table)), tuple(table.values())


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
    found = take_apart(text)
    parts = Parts(
        str(code) if code is not None else found.code,
        enhanced or found.enhanced,
        as_stage(stage) or found.stage,
    )
    server = server or server_of(text)
    if parts.code is not None and parts.code[0] in "23":
        return _accepted(parts, text, server)
    sense = weigh(text, parts, server)
    return Reading(
        sense.meaning,
        stage=parts.stage,
        permanent=_permanent(parts),
        code=parts.code,
        enhanced=parts.enhanced,
        server=server,
        causes=possible.causes(sense.meaning, sense.hint),
        rules_out=possible.rules_out(sense.meaning, parts.stage),
        confidence=_confidence(sense),
        text=text,
    )


def _accepted(parts: Parts, text: str, server: str | None) -> Reading:
    meaning = "auth-ok" if parts.code == "235" else "normal"
    return Reading(
        meaning, parts.stage, None, parts.code, parts.enhanced, None, None, server,
        confidence=0.95, text=text,
    )  # fmt: skip


def _permanent(parts: Parts) -> bool | None:
    first = (parts.code or parts.enhanced or " ")[0]
    return {"5": True, "4": False}.get(first)


def _confidence(sense: Sense) -> float:
    return 0.0 if sense.meaning == "unknown" else round(min(sense.weight, 98) / 100, 2)


@lru_cache(maxsize=4096)
def weigh(text: str, parts: Parts, server: str | None) -> Sense:
    """The weightiest of what wording, enhanced status code, code and grammar each say."""
    flat = words(text)
    heard = _idioms(flat, parts, server)
    if parts.enhanced and (sense := codes.of_enhanced(parts.enhanced, parts.stage)):
        heard.append(Sense(*sense, ""))
    if parts.code and (sense := codes.of_code(parts.code, parts.stage)):
        heard.append(Sense(*sense, ""))
    if max((said.weight for said in heard), default=0) < 75 and (
        said := grammar.judge(flat.split())
    ):
        heard.append(Sense(*said, ""))
    if not heard:
        return Sense("other", 20, "") if parts.code else Sense("unknown", 0, "")
    best = max(heard, key=lambda said: said.weight)
    if instead := _SUBJECTS.get(parts.stage or "", {}).get(best.meaning):
        return Sense(instead[0], best.weight, instead[1] or best.hint)
    if best.meaning == "connection" and (parts.code or "")[:1] == "5" and " refused " in flat:
        return Sense("ip-blocked", 72, "")
    return best._replace(hint=best.hint or _hint_beside(best, heard))


def _hint_beside(best: Sense, heard: list[Sense]) -> str:
    """The hint of an idiom that means the same, where a bare code outweighs it."""
    beside = [said for said in heard if said.meaning == best.meaning and said.hint]
    return max(beside, key=lambda said: said.weight).hint if beside else ""


def _idioms(flat: str, parts: Parts, server: str | None) -> list[Sense]:
    """What each idiom in the text says; those in the advice that follows weigh less."""
    find, families = _book()
    heard: list[Sense] = []
    discount = 0
    for index, _, _ in find(flat):
        for family in families[index]:
            if family.label == ADVICE:
                discount = OF_ADVICE
            elif family.applies(parts.stage, parts.enhanced, server):
                heard.append(Sense(family.label, family.weight - discount, family.hint))
    return heard
