"""What counts as proof: the same experiments before and after, and nothing opened."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from mailmend.case import Case, Outgoing
from mailmend.discover import causes
from mailmend.facts import (
    Fact,
    Facts,
    MailboxDialogue,
    Reply,
    SmtpDialogue,
    SmtpStep,
    Stage,
    TlsSession,
)
from mailmend.mending.proof import Look, Point, Result, points, verdict
from mailmend.report import Judgement, Report, Sends, WorkingSettings
from mailmend.verdict import Proven, RuledOut, Verdict

CASE = Case("a@example.org", outgoing=Outgoing(host="mail.example.org", port=587))
CAUSE = "permit-sasl-missing"
ONE = next(each for each in causes() if each.id == CAUSE)


def step(stage: Stage, code: int = 250, login: str | None = None, detail: str = "") -> SmtpStep:
    """A step and its reply."""
    return SmtpStep(stage=stage, secure=True, login=login, reply=Reply(code, "x"), detail=detail)


def talk(
    port: int, *steps: SmtpStep, clear: tuple[str, ...] = (), tls: bool = True
) -> SmtpDialogue:
    """A dialogue on that port."""
    return SmtpDialogue(
        host="mail.example.org", address="192.0.2.1", port=port, mode="starttls", ehlo_name="x",
        steps=steps, capabilities_clear=clear, tls=TlsSession(ok=tls),
    )  # fmt: skip


REFUSED = step("rcpt-remote", 554, detail="x@far.example")
RELAYED = step("rcpt-remote", 250, detail="x@far.example")
SENT = step("rcpt-remote", 250, login="a@example.org", detail="x@far.example")
RECEIVED = step("rcpt-own", 250, detail="a@example.org")


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look shows."""

    inside: tuple[Fact, ...] = (talk(587, SENT),)
    outside: tuple[SmtpDialogue, ...] = field(default=(talk(25, REFUSED, RECEIVED),))
    fixed: bool = True
    message: tuple[Result, str] | None = None
    sends: Sends = "unknown"

    def look(self) -> Look:
        """The same as the proof takes it."""
        judged: Verdict = RuledOut(()) if self.fixed else Proven(())
        report = Report(
            CASE, Facts(self.inside), (Judgement(ONE, judged),), self.sends, None,
            WorkingSettings(), (), 0.0,
        )  # fmt: skip
        return Look(report, self.outside, self.message)


def prove(after: Seen, before: Seen | None = None, **how: bool) -> tuple[Point, ...]:
    """The points of a repair."""
    first = before or Seen(inside=(), fixed=False)
    signs_in = how.pop("signs_in", True)
    return points(first.look(), after.look(), (CAUSE,), signs_in=signs_in, **how)


def failed(found: tuple[Point, ...]) -> list[str]:
    """What has failed."""
    return [one.what for one in found if one.result == "failed"]


def test_a_submission_a_refused_stranger_and_no_cause_are_proof() -> None:
    """All that is needed."""
    found = prove(Seen())
    assert verdict(found) == "proven"
    assert [one.result for one in found if one.needed] == ["proven"] * 3


@pytest.mark.parametrize(
    ("after", "what"),
    [
        (Seen(fixed=False), "The cause is gone"),
        (Seen(inside=()), "A message is accepted for sending"),
        (Seen(inside=(talk(465, SENT),)), "A message is accepted for sending"),
        (Seen(inside=(talk(587, REFUSED),)), "A message is accepted for sending"),
        (Seen(inside=(talk(587, step("rcpt-own", login="a@example.org")),)),
         "A message is accepted for sending"),
        (Seen(message=("failed", "refused")), "A real message is sent and arrives"),
        (Seen(outside=(talk(25, RELAYED, RECEIVED),)), "Strangers are still refused"),
        (Seen(inside=(talk(587, RELAYED, SENT),)), "Strangers are still refused"),
        (Seen(outside=(talk(25, REFUSED, RECEIVED, clear=("AUTH PLAIN",)),)),
         "No password is asked for in the clear"),
        (Seen(outside=(talk(25, REFUSED, RECEIVED, tls=False),)), "TLS is there as before"),
        (Seen(outside=(talk(25, REFUSED),)), "Mail is received as before"),
    ],
)  # fmt: skip
def test_whatever_fails_takes_the_repair_back(after: Seen, what: str) -> None:
    """One point is enough."""
    found = prove(after)
    assert failed(found) == [what]
    assert verdict(found) == "failed"


def test_a_mailbox_that_does_not_open_any_more_fails() -> None:
    """One that was never seen open is no matter of this repair."""
    opened = MailboxDialogue(protocol="imap", host="h", address="a", port=993, mode="tls",
                             login="accepted")  # fmt: skip
    before = Seen(inside=(opened,), fixed=False)
    assert failed(prove(Seen(), before)) == ["The mailbox opens as before"]
    assert failed(prove(Seen(inside=(opened, talk(587, SENT))), before)) == []


@pytest.mark.parametrize(
    ("after", "signs_in"),
    [
        (Seen(inside=()), False),
        (Seen(outside=()), True),
        (Seen(message=("open", "accepted")), True),
        (Seen(outside=(talk(25, RECEIVED),)), True),
    ],
)
def test_what_was_not_seen_is_open_and_never_proven(after: Seen, *, signs_in: bool) -> None:
    """No password, no port that could be asked, nobody asked."""
    before = Seen(inside=(), outside=(), fixed=False)
    assert verdict(prove(after, before, signs_in=signs_in)) == "open"


def test_a_relay_that_was_open_before_is_open_and_not_proven() -> None:
    """From a trusted network nothing is told about strangers."""
    trusted = (talk(25, RELAYED, RECEIVED),)
    found = prove(Seen(outside=trusted), Seen(inside=(), outside=trusted, fixed=False))
    assert verdict(found) == "open"


def test_a_recipient_of_the_own_domain_is_no_relaying() -> None:
    """Anybody may write to it."""
    own = step("rcpt-remote", 250, detail="b@example.org")
    assert failed(prove(Seen(inside=(talk(25, own), talk(587, SENT))))) == []


def test_a_sender_refused_before_the_recipient_is_refused() -> None:
    """A service that wants a login first says so at MAIL."""
    asks = (talk(587, step("mail", 530)),)
    found = prove(Seen(outside=(*asks, talk(25, RECEIVED))))
    assert verdict(found) == "proven"


def test_mail_that_is_to_be_received_elsewhere_may_go() -> None:
    """Where the domain has moved, that is what the repair is for."""
    after = Seen(outside=(talk(25, REFUSED),))
    assert failed(prove(after, receives=False)) == []


def test_the_servers_own_view_counts_where_the_way_in_looks_sound() -> None:
    """A message that is accepted may wait there for ever."""
    good = Seen()
    stands = replace(good.look(), inside=Seen(fixed=False).look().report)
    before = Seen(inside=(), fixed=False).look()
    assert failed(points(before, stands, (CAUSE,), signs_in=True)) == ["The cause is gone"]
    gone = replace(good.look(), inside=good.look().report)
    assert failed(points(before, gone, (CAUSE,), signs_in=True)) == []


def test_a_device_that_sends_is_proof_without_a_login() -> None:
    """Its own settings may need none."""
    assert verdict(prove(Seen(inside=(), sends="yes"), signs_in=False)) == "proven"
