"""Reports made by hand for the tests of what people see."""

from __future__ import annotations

from mailmend.case import Case, Outgoing
from mailmend.change import Change, SetField
from mailmend.facts import Fact, Facts
from mailmend.report import Judgement, OpenQuestion, Report, Sends, WorkingSettings
from mailmend.verdict import Cause, Likely, Possible, Proven, RuledOut, Verdict, Where
from tests.causes.build import (
    ADDRESS,
    CASE,
    HOST,
    RELAY_454,
    WORKS,
    conversation,
    obstacle,
    repair,
    replay,
    tcp,
)

BLANK = Outgoing(host=HOST, port=587, security="starttls", username="", password_set=False)
REFUSED = obstacle("rcpt-remote", "rejected", RELAY_454)


def judgement(
    id_: str, verdict: Verdict, *, where: Where = "device", title: str = "The user name is blank."
) -> Judgement:
    """A verdict on a made-up cause."""
    return Judgement(Cause(id_, "settings", where, title, title, lambda *_: verdict), verdict)


def report(
    *judgements: Judgement,
    facts: tuple[Fact, ...] = (),
    sends: Sends = "no",
    reproduced: bool | None = None,
    case: Case = CASE,
    working: Outgoing | None = None,
    unknown: tuple[OpenQuestion, ...] = (),
) -> Report:
    """A report of exactly that."""
    return Report(
        case=case,
        facts=Facts(facts),
        judgements=judgements,
        sends=sends,
        reproduced=reproduced,
        working=WorkingSettings(None, working),
        unknown=unknown,
        elapsed_s=1.25,
    )


def blank_user_name() -> Report:
    """The classic: a blank user name, proven by replay and repair."""
    dialogue = conversation()
    shown = replay("failed", REFUSED, settings=BLANK, reproduced=True)
    fixed = repair(
        ("outgoing.username", "", ADDRESS, REFUSED),
        ("outgoing.password_set", False, True, obstacle("auth", "password-missing")),
        because=dialogue,
    )
    changes: tuple[Change, ...] = (
        SetField("outgoing.username", "", ADDRESS),
        SetField("outgoing.password_set", False, True),
    )
    found = Proven(because=(shown, fixed), changes=changes)
    gone = RuledOut(because=(dialogue,))
    return report(
        judgement("outgoing-username-blank", found, title="The outgoing user name is blank."),
        judgement("cert-expired", gone, where="server", title="The certificate has expired."),
        facts=(dialogue, shown, fixed),
        reproduced=True,
        case=CASE,
        working=WORKS,
    )


def nothing_answers() -> Report:
    """A host that never answers: several causes are possible, none is proven."""
    silent = tcp(outcome="timeout")
    ask = "Does it work over mobile data?"
    return report(
        judgement(
            "client-ip-banned",
            Possible(because=(silent,), would_settle=ask, ask="owner"),
            where="server",
            title="The server has banned this address.",
        ),
        judgement(
            "server-firewall-port-closed",
            Possible(because=(silent,), would_settle="ss -ltn on the server", ask="admin"),
            where="server",
            title="The server's firewall is closed.",
        ),
        facts=(silent, replay("failed", obstacle("connect", "timeout"), settings=BLANK)),
        unknown=(
            OpenQuestion("The server has banned this address.", ask, "owner"),
            OpenQuestion("The server's firewall is closed.", "ss -ltn on the server", "admin"),
        ),
    )


def only_likely() -> Report:
    """A cause that no measurement reaches."""
    told = Likely(because=(), changes=(), would_settle="What does it say?", ask="owner")
    return report(judgement("outbox-stuck-after-fix", told, title="The message is stuck."))
