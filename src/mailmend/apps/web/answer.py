"""What the page says, in every language, as one document: a report in the owner's words. Pure.

It is made once, when the run ends, since a stored report has no facts to render from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mailmend.apps.fix import remedies_for
from mailmend.apps.render.blocks import Stop, Way
from mailmend.apps.render.phrases import reply_words
from mailmend.apps.render.way import NAMES
from mailmend.apps.web.job import Scope, password_accepted, password_accepted_in
from mailmend.apps.web.turns import SPENT
from mailmend.apps.web.way_of_cause import drawn_way
from mailmend.conclude import NEEDS_ERROR, NEEDS_LOGIN, NEEDS_SETTINGS
from mailmend.facts import Facts, MailboxDialogue, Repair, Replay, SmtpDialogue
from mailmend.languages import LANGUAGES, say
from mailmend.report import Judgement, OpenQuestion, Report
from mailmend.settings_files import NotUsable, account_of
from mailmend.settings_files.mobileconfig import mobileconfig
from mailmend.verdict import Possible

_NO = frozenset({525, 535, 550, 554})
"""Replies to AUTH that say: not with this user name and password (RFC 4954 section 6)."""

_ASKED = {NEEDS_LOGIN: "password", NEEDS_SETTINGS: "settings", NEEDS_ERROR: "error"}


def answers(report: Report, *, scope: Scope) -> dict[str, object]:
    """The answer by language."""
    shown = report if scope == "engineer" else without_oracle(report)
    return {language: answer(shown, language) for language in LANGUAGES}


def without_oracle(report: Report) -> Report:
    """The report as a stranger may see it.

    Where no server took the password, what a server says of the account (that it does not exist,
    is locked, has another password) is kept back: it would tell anybody about anybody's mailbox.
    So is all that follows from it: whether it sends, what is still asked, what it could be.
    """
    if password_accepted_in(report):
        return report
    kept = tuple(each for each in report.judgements if not _of_account(each))
    if _refused(report.facts):
        kept = tuple(each for each in kept if each.status == "proven")
    shown = replace(report, judgements=kept, unknown=())
    if any(each.status == "proven" for each in kept):
        return replace(shown, sends="no")
    return replace(shown, sends="unknown", unknown=tuple(_usual_questions(report)))


def _usual_questions(report: Report) -> Iterator[OpenQuestion]:
    """What one asks anybody whose answer is open."""
    yield OpenQuestion("whether signing in works", NEEDS_LOGIN, "engineer")
    if not report.case.has_outgoing_settings:
        yield OpenQuestion("what the device does", NEEDS_SETTINGS, "owner")
    if report.case.error is None:
        yield OpenQuestion("what the device meets", NEEDS_ERROR, "owner")


def _of_account(each: Judgement) -> bool:
    return each.cause.where in ("account", "recipient")


def answer(report: Report, language: str) -> dict[str, object]:
    """The answer in one language."""
    way = _to_sign_in() if _refused(report.facts) and not report.found else drawn_way(report)
    mend = report.to_mend
    return {
        "sends": report.sends,
        "proven": any(each.status == "proven" for each in report.found),
        "found": [_finding(each, language) for each in report.found],
        "possible": [] if report.found else list(_possible(report, language)),
        "way": [{"name": stop.name, "state": stop.state} for stop in way.stops] if way else [],
        "where": mend[0].cause.where if mend else None,
        "remedies": [
            {"id": each.id, "for": each.audience, "title": each.title, "steps": list(each.steps)}
            for each in remedies_for(report, language)
        ],
        "answered": _answered(report.facts),
        "refused": _refused(report.facts),
        "limited": any(SPENT in fact.raw for fact in report.facts),
        "replied": _replied(report),
        "mended": report.facts.first(Repair) is not None,
        "asks": list(_asks(report, language)),
        "owner": password_accepted_in(report),
        "profile": _profile_possible(report),
        "unfinished": report.unfinished,
    }


def _answered(facts: Facts) -> bool:
    """Whether any mail server spoke to us at all."""
    speaks = facts.of(SmtpDialogue, lambda seen: seen.speaks_smtp)
    return bool(speaks) or bool(facts.of(MailboxDialogue, lambda seen: bool(seen.greeting)))


def _refused(facts: Facts) -> bool:
    """Whether a password was tried and no server took it."""
    if password_accepted(facts):
        return False
    if any(seen.login == "refused" for seen in facts.of(MailboxDialogue)):
        return True
    steps = (step for seen in facts.of(SmtpDialogue) for step in seen.login_steps)
    return any(step.reply is not None and step.reply.code in _NO for step in steps)


def _replied(report: Report) -> str:
    """What the server said to the device's settings; only its owner is told."""
    replays = report.facts.of(Replay)
    stop = replays[-1].obstacle if replays else None
    if stop is None or stop.reply is None or not password_accepted_in(report):
        return ""
    return reply_words(stop.reply)


def _to_sign_in() -> Way:
    """The way of a password that was refused, the same for every mailbox."""
    end = NAMES.index("sign-in")
    return Way(
        tuple(
            Stop(name, "broken" if at == end else "ok" if at < end else "unreached")
            for at, name in enumerate(NAMES)
        )
    )


def _finding(each: Judgement, language: str) -> dict[str, object]:
    summary = say(language, each.summary)
    return {"cause": each.cause.id, "status": each.status, "summary": summary}


def _possible(report: Report, language: str) -> Iterator[str]:
    for each in report.judgements:
        if isinstance(each.verdict, Possible) and report.sends != "yes":
            yield say(language, each.summary)


def _asks(report: Report, language: str) -> Iterator[dict[str, str]]:
    """What the person could tell that would settle more; ``kind`` says which form asks for it."""
    for question in report.unknown:
        kind = _ASKED.get(question.would_settle)
        if kind or question.ask == "owner":
            yield {"kind": kind or "question", "text": say(language, question.would_settle)}


def _profile_possible(report: Report) -> bool:
    working = report.working
    if working.outgoing is None:
        return False
    try:
        mobileconfig(account_of(report.case.address, working.outgoing, working.incoming))
    except NotUsable:
        return False
    return True
