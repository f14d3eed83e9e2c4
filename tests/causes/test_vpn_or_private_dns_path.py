"""Mail led along another path by the phone itself."""

from mailmend.causes.vpn_or_private_dns_path import judge
from mailmend.verdict import Possible, Unknown
from tests.causes.build import CASE, D_RELAY, GOOD, NOTHING, dialogue, phone, seen


def test_possible_where_the_server_names_a_vpn() -> None:
    """The address is refused as one of a VPN."""
    told = phone()
    refused = dialogue(greeting="554 5.7.1 Connections from VPN or Tor exit nodes not accepted")
    assert isinstance(judge.judge(told, seen(told, refused)), Possible)


def test_possible_by_the_reported_reply() -> None:
    """The phone was told so."""
    told = phone("The server said: 550 5.7.1 anonymizer addresses are refused")
    assert isinstance(judge.judge(told, seen(told, GOOD)), Possible)


def test_unknown_otherwise() -> None:
    """Nothing from here bears on the phone's VPN; an address with the word does not either."""
    told = phone(D_RELAY)
    assert isinstance(judge.judge(told, seen(told, GOOD)), Unknown)
    told = phone("550 5.1.1 <bob@vpn.test>: user unknown")
    assert isinstance(judge.judge(told, seen(told, GOOD)), Unknown)
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
