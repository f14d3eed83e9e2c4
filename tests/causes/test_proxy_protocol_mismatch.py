"""A balancer's line that nobody expects."""

from mailmend.causes.proxy_protocol_mismatch import judge
from mailmend.verdict import Possible, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NOTHING, dialogue, phone, seen, step

SILENT = dialogue(step("greeting", lost="timeout", secure=False), greeting=None)


def test_possible_where_an_open_port_never_greets() -> None:
    """The server waits for a line that nobody sends."""
    told = phone()
    verdict = judge.judge(told, seen(told, SILENT))
    assert isinstance(verdict, Possible)
    assert verdict.ask == "admin"


def test_possible_where_the_first_answer_is_to_another_command() -> None:
    """The balancer's line is answered as a command."""
    told = phone()
    odd = dialogue(step("ehlo", "502 5.5.2 Error: command not recognized", secure=False))
    assert isinstance(judge.judge(told, seen(told, odd)), Possible)


def test_silence_in_clear_on_465_is_normal() -> None:
    """There TLS comes first."""
    told = phone(port=465, security="starttls")
    quiet = dialogue(step("greeting", lost="timeout", secure=False), port=465, greeting=None)
    assert isinstance(judge.judge(told, seen(told, quiet)), Unknown)


def test_ruled_out_by_a_good_beginning() -> None:
    """Greeting and EHLO are fine."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_possible_where_the_server_gives_up_waiting() -> None:
    """Postfix greets with a local error where the balancer's line does not come."""
    told = phone()
    gave_up = dialogue(
        step("greeting", "421 4.3.0 mail.hosting.test Server local error"), greeting=None
    )
    assert isinstance(judge.judge(told, seen(told, gave_up)), Possible)
    busy = dialogue(step("greeting", "421 4.3.2 All server ports are busy"), greeting=None)
    assert isinstance(judge.judge(told, seen(told, busy)), Unknown)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
