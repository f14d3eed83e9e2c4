"""Encryption switched off for sending."""

from mailmend.causes.outgoing_ssl_off import judge
from mailmend.change import SetField
from mailmend.facts import SmtpDialogue
from mailmend.verdict import Possible, Proven, RuledOut, Unknown
from tests.causes.build import (
    ADDRESS,
    CASE,
    D_RELAY,
    GOOD,
    GOOD_465,
    NAMES,
    NO_PASSWORD,
    NOTHING,
    PORT_25,
    case,
    conversation,
    dialogue,
    phone,
    seen,
    step,
    tcp,
)

STARTTLS_FIRST = "530 5.7.0 Must issue a STARTTLS command first"


def plain(*more: str, answer: str | None = None, port: int = 587) -> SmtpDialogue:
    """A clear dialogue with these keywords, and that answer to MAIL FROM."""
    steps = [step("ehlo", "250 mail.hosting.test", secure=False)]
    if answer:
        steps.append(step("mail", answer, secure=False, detail=ADDRESS))
    if answer and answer.startswith("250"):
        steps.append(step("rcpt-remote", "454 4.7.1 <b>: Relay access denied", secure=False))
    return dialogue(*steps, port=port, mode="plain", clear=("PIPELINING", "STARTTLS", *more))


def test_proven_where_login_is_hidden_until_tls() -> None:
    """No AUTH in clear, AUTH inside TLS, and the message is accepted with TLS."""
    told = phone(security="none")
    verdict = judge.judge(told, seen(told, GOOD, plain(), NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.security", "none", "starttls"),)


def test_proven_where_the_server_demands_starttls() -> None:
    """The server's own words at MAIL FROM, with no login tried (user name blank too)."""
    told = phone(security="none", username="")
    demanding = plain(answer=STARTTLS_FIRST)
    assert isinstance(judge.judge(told, seen(told, GOOD, demanding, NAMES)), Proven)


def test_proven_without_a_password() -> None:
    """What the server offers before and after TLS is enough where the switch is known."""
    told = phone(security="none")
    verdict = judge.judge(told, seen(told, NO_PASSWORD, plain(), NAMES))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (SetField("outgoing.security", "none", "starttls"),)


def test_proven_beside_port_25_though_587_was_not_tried_in_clear() -> None:
    """The dialogue with 587 shows by itself that nobody logs in there in clear."""
    told = phone(D_RELAY, security="none", port=25, username="")
    clear = plain(answer="250 2.1.0 Ok", port=25)
    assert isinstance(judge.judge(told, seen(told, GOOD, PORT_25, clear, NAMES)), Proven)


def test_possible_where_the_server_lets_people_log_in_in_clear() -> None:
    """A password is never tried in clear, so that the setting may do no harm."""
    told = phone(security="none")
    open_login = plain("AUTH PLAIN LOGIN")
    hidden_never = dialogue(
        *GOOD.steps[1:],
        tls=GOOD.tls,
        clear=("AUTH PLAIN LOGIN", "STARTTLS"),
        secure=("AUTH PLAIN LOGIN",),
    )
    verdict = judge.judge(told, seen(told, hidden_never, open_login, NAMES))
    assert isinstance(verdict, Possible)


def test_ruled_out_where_encryption_is_on() -> None:
    """A blank user name is refused with the same words; SSL is not to blame."""
    told = phone(D_RELAY, username="")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_silence_on_the_implicit_port_is_another_cause() -> None:
    """SSL off on port 465 is a mix-up of port and kind of TLS."""
    told = phone(security="none", port=465)
    silent = dialogue(
        step("greeting", lost="timeout", secure=False), port=465, mode="plain", greeting=None
    )
    verdict = judge.judge(told, seen(told, GOOD_465, silent, NAMES))
    assert isinstance(verdict, RuledOut)


def test_possible_where_the_switch_was_not_told() -> None:
    """A relay alert leaves it open, and the question is whether SSL is on."""
    told = case(error=D_RELAY)
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), Possible)


def test_proven_by_the_servers_words_without_a_password() -> None:
    """530 Must issue a STARTTLS command first, whatever else is wrong."""
    told = phone(security="none", username="")
    demanding = plain(answer=STARTTLS_FIRST)
    assert isinstance(judge.judge(told, seen(told, NO_PASSWORD, demanding, NAMES)), Proven)


def test_proven_where_only_the_implicit_port_is_left() -> None:
    """On 465 nothing goes in clear, for it speaks TLS from the first byte."""
    told = phone(security="none", port=25, app="Other", os="Linux")
    name = "[192.0.2.1]"
    implicit = conversation(port=465, mode="tls", ehlo_name=name)
    closed = tcp(port=25, outcome="refused")
    verdict = judge.judge(told, seen(told, implicit, closed, NAMES))
    assert isinstance(verdict, Proven)


def test_no_claim_where_no_login_is_offered_after_tls_either() -> None:
    """A listener without AUTH is not cured by TLS."""
    told = phone(security="none")
    never = conversation(auth_keyword=None, auth=None)
    assert isinstance(judge.judge(told, seen(told, never, plain(), NAMES)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
