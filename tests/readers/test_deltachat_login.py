"""Delta Chat's login links."""

from __future__ import annotations

import pytest

from mailmend.case import InputError
from mailmend.readers import read_settings, read_settings_and_facts

ALICE = "alice@customer.test"
CANARY = "hunter2-canary"
LINK = f"dclogin:{ALICE}?p={CANARY}&v=1&ih=imap.customer.test&ip=993&is=ssl"


def test_the_link_is_read_and_its_password_is_not_kept() -> None:
    """It is noted as present."""
    link = f"{LINK}&sh=smtp.customer.test&sp=587&ss=starttls&su=alice%40other.test\n"
    case, facts = read_settings_and_facts("qr.txt", link.encode())
    going = case.outgoing
    assert (case.address, case.device.app) == (ALICE, "Delta Chat")
    assert (going.host, going.port, going.security) == ("smtp.customer.test", 587, "starttls")
    assert (going.username, going.password_set) == ("alice@other.test", True)
    assert (case.incoming.port, case.incoming.security) == (993, "tls")
    assert CANARY not in repr((case, facts))


def test_what_the_link_leaves_open_is_not_known() -> None:
    """Delta Chat finds it out by itself."""
    going = read_settings("qr", f"DCLOGIN://{ALICE}/?v=1".encode()).outgoing
    assert (going.host, going.port, going.security, going.username) == (None, None, None, None)
    assert going.password_set is None


@pytest.mark.parametrize(
    "link", ["dclogin:nobody", f"dclogin:{ALICE}?v=9", f"dclogin:{ALICE}?" + "a=b&" * 50]
)
def test_a_link_that_cannot_be_used_is_refused(link: str) -> None:
    """In one line, without the link's password."""
    with pytest.raises(InputError) as caught:
        read_settings("qr", f"{link}&p={CANARY}".encode())
    assert CANARY not in str(caught.value)
