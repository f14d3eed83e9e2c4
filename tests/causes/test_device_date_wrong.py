"""A device whose clock is wrong."""

from mailmend.causes.device_date_wrong import judge
from mailmend.change import DeviceAction
from mailmend.facts import Certificate, SmtpDialogue
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
from tests.causes.build import (
    CANNOT_SEND,
    CASE,
    D_RELAY,
    GOOD,
    HOST,
    NAMES,
    NOTHING,
    certificate,
    dialogue,
    phone,
    seen,
    session,
)

EXPIRED = f"{CANNOT_SEND}The certificate for this server has expired."


def served(leaf: Certificate) -> SmtpDialogue:
    """A dialogue that ends with that certificate."""
    return dialogue(clear=("STARTTLS",), tls=session(leaf=leaf))


def test_likely_where_a_good_certificate_looks_expired() -> None:
    """The alert is about the dates, which are right from here."""
    told = phone(EXPIRED)
    verdict = judge.judge(told, seen(told, GOOD, NAMES))
    assert isinstance(verdict, Likely)
    assert verdict.changes == (DeviceAction("set-date-automatically"),)


def test_possible_where_the_alert_only_distrusts() -> None:
    """ "Cannot Verify Server Identity" may have this reason too."""
    told = phone("Cannot Verify Server Identity")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Possible)


def test_ruled_out_by_a_certificate_that_is_expired() -> None:
    """The clock is right."""
    told = phone(EXPIRED)
    old = served(certificate(HOST, in_date=False))
    assert isinstance(judge.judge(told, seen(told, old, NAMES)), RuledOut)


def test_no_claim_where_the_certificate_has_another_fault() -> None:
    """A self-signed certificate is distrusted on any day."""
    told = phone("Cannot Verify Server Identity")
    own = served(certificate(HOST, trusted=False, problem="self-signed"))
    assert isinstance(judge.judge(told, seen(told, own, NAMES)), Unknown)


def test_no_claim_where_the_alert_is_about_something_else() -> None:
    """Relaying has nothing to do with the clock."""
    told = phone(D_RELAY, username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Unknown)


def test_ruled_out_by_a_complaint_about_the_name() -> None:
    """A name that does not match is none of the clock's doing."""
    told = phone(f"{CANNOT_SEND}The certificate hostname does not match “{HOST}”.")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
