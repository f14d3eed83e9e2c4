"""What is asked of the runner."""

from __future__ import annotations

from dataclasses import replace

from mailmend.apps.web.job import Job, password_accepted
from mailmend.case import Case, Outgoing
from mailmend.facts import Facts
from mailmend.secret import Secret
from tests.causes.build import AUTH_535, conversation, mailbox

CASE = Case("alice@x.example", outgoing=Outgoing(port=587))
JOB = Job("0" * 32, CASE)


def test_equal_questions_are_known_by_their_print() -> None:
    """Whoever asks; another value is another question."""
    assert JOB.fingerprint == replace(JOB, case_id="1" * 32).fingerprint
    others = [
        replace(JOB, case=replace(CASE, address="alicf@x.example")),
        replace(JOB, case=replace(CASE, outgoing=Outgoing(port=465))),
        replace(JOB, scope="engineer"),
    ]
    assert len({JOB.fingerprint, *(other.fingerprint for other in others)}) == 4


def test_an_answer_with_a_password_is_not_shared() -> None:
    """Nor one for which a message was sent."""
    assert replace(JOB, secret=Secret("x")).fingerprint is None
    assert replace(JOB, kind="verify").fingerprint is None


def test_a_job_does_not_show_its_password() -> None:
    """Not in any text made of it."""
    assert "hunter2" not in f"{replace(JOB, secret=Secret('hunter2'))!r}"


def test_who_owns_the_mailbox() -> None:
    """Any server that took the password says so."""
    assert password_accepted(Facts([mailbox("accepted")]))
    assert password_accepted(Facts([mailbox("refused"), conversation()]))
    assert not password_accepted(Facts([mailbox("refused"), conversation(auth=AUTH_535)]))
    assert not password_accepted(Facts())
