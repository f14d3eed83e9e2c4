"""Another server of the list was used."""

from mailmend.case import Outgoing
from mailmend.causes.smtp_fallback_wrong_server import judge
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    CANNOT_SEND,
    CASE,
    D_RELAY,
    GOOD,
    NAMES,
    NOTHING,
    conversation,
    dns,
    phone,
    seen,
    tcp,
)

OTHER = Outgoing(
    enabled=True,
    host="smtp.other.test",
    port=587,
    security="starttls",
    username="",
    authentication="none",
)
REFUSING = conversation(host="smtp.other.test", address="192.0.2.90", auth=None)
OTHER_NAME = dns("smtp.other.test", "192.0.2.90")


def test_proven_by_the_replay_of_the_next_server() -> None:
    """The primary cannot be reached, the next one refuses as reported."""
    told = phone(D_RELAY, other=(OTHER,))
    down = tcp(outcome="timeout")
    verdict = judge.judge(told, seen(told, down, REFUSING, NAMES, OTHER_NAME))
    assert isinstance(verdict, Proven)


def test_likely_where_the_refusal_is_not_the_one_reported() -> None:
    """The next server refuses, but the device said something else."""
    told = phone(f"{CANNOT_SEND}Check the SSL setting.", other=(OTHER,), enabled=False)
    verdict = judge.judge(told, seen(told, GOOD, REFUSING, NAMES, OTHER_NAME))
    assert isinstance(verdict, Proven | Likely)


def test_likely_where_the_alert_names_a_listed_server() -> None:
    """The alert speaks of the other server, though here the primary answers."""
    alert = f"{CANNOT_SEND}Check the account settings for the outgoing server “smtp.other.test”."
    told = phone(alert, other=(OTHER,))
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Likely)


def test_possible_where_the_alert_names_a_server_nobody_told_of() -> None:
    """It may be the carrier's."""
    alert = f"{CANNOT_SEND}Check the account settings for the outgoing server “smtp.carrier.test”."
    told = phone(alert)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Possible)


def test_ruled_out_by_a_recipient_the_primary_refused() -> None:
    """After a refused recipient no other server is tried."""
    told = phone(D_RELAY, username="", other=(OTHER,))
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
