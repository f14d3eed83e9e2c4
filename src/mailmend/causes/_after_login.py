"""What stops a message after the login was accepted, and the verdicts that follow. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from mailmend.case import Case
from mailmend.causes._logged import firmer, judged, read_session, seen, server_name
from mailmend.causes._refusal import Why, why
from mailmend.causes._smtp import (
    Refused,
    account_dialogues,
    device_dialogues,
    login_of,
    passed,
    relay_style,
    software,
    stopped_at,
    works_as_set,
)
from mailmend.causes._told import error, told
from mailmend.change import Change
from mailmend.errors import Reading
from mailmend.facts import Fact, Facts, LoggedSession, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict

WHICH_PORT = phrase("Which host and port are set for the outgoing server on the device?")
_SPEAKING_ALERTS = frozenset({"D-LIMIT", "D-MBOXFULL"})


@dataclass(frozen=True, slots=True)
class AfterLogin:
    """The account's dialogues in which somebody was logged in, by what became of the envelope."""

    refused: tuple[Refused, ...]
    accepted: tuple[SmtpDialogue, ...]

    def because_of(self, *whys: Why) -> Refused | None:
        """The first refusal for one of these reasons."""
        return next((one for one in self.refused if why(one.reading) in whys), None)


def after_login(case: Case, facts: Facts) -> AfterLogin:
    """The envelope tests after a login: on the device's port where one was made there.

    A dialogue with another sender or another EHLO name is an experiment; the first dialogue of an
    endpoint stands for it.
    """
    at_port = tuple(one for one in device_dialogues(case, facts) if login_of(one))
    held = at_port or tuple(one for one in account_dialogues(case, facts) if login_of(one))
    first: dict[tuple[str, str, int, str], SmtpDialogue] = {}
    for one in held:
        first.setdefault((one.host, one.address, one.port, one.mode), one)
    stops = [stopped_at(one, after_login=True) for one in first.values()]
    return AfterLogin(
        tuple(stop for stop in stops if stop is not None),
        tuple(one for one in first.values() if passed(one, after_login=True)),
    )


def told_why(facts: Facts, *whys: Why) -> Reading | None:
    """The reading of the reported error that gives one of these reasons in so many words."""
    for reading in told(facts):
        speaks = reading.code or reading.enhanced or reading.alert in _SPEAKING_ALERTS
        if speaks and why(reading) in whys:
            return reading
    return None


def judge_refusal(
    case: Case,
    facts: Facts,
    whys: tuple[Why, ...],
    changes: Callable[[str, int | None], tuple[Change, ...]],
    *,
    settle: str,
    summary: Callable[[Refused], str] = lambda _: "",
) -> Verdict:
    """The verdict of a cause that shows as a refusal of a logged-in person for one reason.

    ``changes`` is given the host and port. A reason that only the reported error gives is likely:
    it came at a step or to an address that cannot be observed from here. The server's log of the
    device's own session proves it, unless it is ruled out from here by now.
    """
    view = after_login(case, facts)
    hit = view.because_of(*whys)
    if hit is not None:
        place = hit.dialogue
        here = shown(view, hit, changes(place.host, place.port), summary(hit))
    elif told_why(facts, *whys) is not None:
        here = _from_the_report(case, facts, view, changes, settle)
    else:
        here = otherwise(facts, view, settle)
    logged = judged(logged_refusal(facts, *whys), changes(server_name(case), None))
    return firmer(here, logged)


def logged_refusal(facts: Facts, *whys: Why) -> tuple[LoggedSession, ...]:
    """The sessions in the server's log that were refused for one of these reasons after a login."""

    def shows(one: LoggedSession) -> bool:
        said = read_session(one)
        if said is None or one.login != "accepted" or one.outcome != "refused":
            return False
        return why(said) in whys

    return seen(facts, shows)


def shown(
    view: AfterLogin,
    hit: Refused,
    changes: tuple[Change, ...],
    summary: str = "",
    *more: Fact,
) -> Verdict:
    """The verdict where a refusal after login shows the cause; ``more`` are further facts.

    Where the same envelope was accepted elsewhere, it depends on what the device is set to.
    """
    if view.accepted:
        return Possible((hit.dialogue, *view.accepted), WHICH_PORT, "owner")
    return Proven((hit.dialogue, *more), changes, summary)


def otherwise(facts: Facts, view: AfterLogin, settle: str) -> Verdict:
    """The verdict where no refusal after login shows the cause."""
    if view.refused:
        return RuledOut(tuple(one.dialogue for one in view.refused))
    if view.accepted:
        return RuledOut(view.accepted)
    works = works_as_set(facts)
    return RuledOut((works,)) if works else Unknown((SmtpDialogue,), settle)


def is_relay_refusal(hit: Refused) -> bool:
    """Whether the recipient was refused because the client is not trusted to send elsewhere.

    OpenSMTPD says only "Invalid recipient" for it.
    """
    if why(hit.reading) == "relay":
        return True
    bare = hit.reply.text.lower().startswith("invalid recipient")
    return bare and software(hit.dialogue) == "opensmtpd"


def spoken_behind(hit: Refused) -> bool:
    """Whether a relay refusal was passed on from a server behind the one that was dialled.

    The recipient stands twice in it, or its wording is that of another software than the greeting.
    """
    quoted = re.findall(r"<([^<>]{1,320})>", hit.reply.text)
    if len(quoted) > len(set(quoted)):
        return True
    front, back = software(hit.dialogue), relay_style(hit.reply.text)
    return bool(front and back) and front != back


def _from_the_report(
    case: Case,
    facts: Facts,
    view: AfterLogin,
    changes: Callable[[str, int | None], tuple[Change, ...]],
    settle: str,
) -> Verdict:
    if view.refused:
        seen = tuple(one.dialogue for one in view.refused)
        return Possible((*error(facts), *seen), settle)
    places = account_dialogues(case, facts)
    host = case.outgoing.host or (places[0].host if places else case.domain)
    wanted = changes(host, case.outgoing.port)
    return Likely((*error(facts), *view.accepted), wanted, "", settle, "engineer")
