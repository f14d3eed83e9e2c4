"""Outlook's Secure Password Authentication."""

from mailmend.causes.spa_ntlm_forced import judge
from mailmend.verdict import Likely, Proven, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, NAMES, NOTHING, conversation, phone, seen

OUTLOOK = {"app": "Microsoft Outlook", "os": "Windows"}
GENERIC = conversation(ehlo_name="[192.0.2.1]")


def test_proven_by_the_repair() -> None:
    """Outlook is set to NTLM, the list lacks it, and a plain login is accepted."""
    told = phone(authentication="ntlm", **OUTLOOK)
    assert isinstance(judge.judge(told, seen(told, GENERIC, NAMES)), Proven)


def test_likely_without_a_password_to_try() -> None:
    """The list lacks NTLM, but no plain login could be tried."""
    told = phone(authentication="ntlm", **OUTLOOK)
    tried = conversation(ehlo_name="[192.0.2.1]", auth=None)
    assert isinstance(judge.judge(told, seen(told, tried, NAMES)), Likely)


def test_ruled_out_on_an_iphone() -> None:
    """NTLM set on a phone is the general cause."""
    told = phone(authentication="ntlm")
    assert isinstance(judge.judge(told, seen(told, GOOD, NAMES)), RuledOut)


def test_ruled_out_where_ntlm_is_not_set() -> None:
    """Outlook with a plain password login has no such fault."""
    told = phone(username="", **OUTLOOK)
    assert isinstance(judge.judge(told, seen(told, GENERIC, NAMES)), RuledOut)


def test_ruled_out_where_the_server_offers_ntlm() -> None:
    """An Exchange server offers NTLM; another setting is wrong."""
    told = phone(authentication="ntlm", port=2526, **OUTLOOK)
    exchange = conversation(
        ehlo_name="[192.0.2.1]", auth_keyword="AUTH NTLM LOGIN", mechanism="NTLM"
    )
    assert isinstance(judge.judge(told, seen(told, exchange, NAMES)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
