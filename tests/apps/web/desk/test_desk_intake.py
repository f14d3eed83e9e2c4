"""From the desk's form to the case and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mailmend.apps.web.desk.intake import case_of, form_of, with_form
from mailmend.case import Case, Device, Incoming, InputError, Outgoing

FULL = Case(
    "alice@customer.test",
    error="Cannot Send Mail\nA copy has been placed …",
    recipient="bob@elsewhere.test",
    onset="after-restore",
    can_receive=True,
    device=Device("iOS", "17.4", "Apple Mail"),
    incoming=Incoming("imap", "mail.hosting.test", 993, "tls", "alice", "password"),
    outgoing=Outgoing(
        enabled=True,
        host="mail.hosting.test",
        port=587,
        security="starttls",
        username="",
        password_set=False,
        authentication="password",
    ),
)


def form(**fields: str) -> Callable[[str], str]:
    """A form with these fields; ``__`` stands for a dot."""
    values = {name.replace("__", "."): value for name, value in fields.items()}
    return lambda name: values.get(name, "")


def test_a_case_goes_into_the_form_and_comes_back() -> None:
    """Nothing is lost, and blank stays blank."""
    fields = form_of(FULL)
    assert case_of(lambda name: fields.get(name, "")) == FULL


def test_an_empty_field_is_not_known() -> None:
    """Never a default."""
    assert case_of(form(address="a@b.test")) == Case("a@b.test")
    assert case_of(form(address="a@b.test", outgoing__username="x")).outgoing.username == "x"


def test_a_typed_user_name_is_not_blank() -> None:
    """Even where the box is ticked."""
    both = form(address="a@b.test", outgoing__username="x", outgoing__username_blank="yes")
    assert case_of(both).outgoing.username == "x"


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"address": "nonsense"},
        {"address": "a@b.test\r\nRCPT TO:<x@y.test>"},
        {"address": "a@b.test", "recipient": "x"},
        {"address": "a@b.test", "outgoing__port": "99999"},
        {"address": "a@b.test", "outgoing__port": "25; rm"},
        {"address": "a@b.test", "outgoing__security": "ssl3"},
        {"address": "a@b.test", "onset": "yesterday"},
        {"address": "a@b.test", "outgoing__host": "h" * 2000},
        {"address": "a@b.test", "outgoing__host": "a\x00b"},
        {"address": "a@b.test", "error": "x" * 70_000},
    ],
)
def test_what_cannot_be_used_is_refused(fields: dict[str, str]) -> None:
    """In one line."""
    with pytest.raises(InputError) as refusal:
        case_of(form(**fields))
    assert "\n" not in str(refusal.value)


def test_editing_keeps_what_the_form_does_not_show() -> None:
    """The address, further servers, another sender; the form cannot change whose case it is."""
    stored = Case("a@b.test", sender="c@d.test", other_outgoing=(Outgoing(host="x.test"),))
    known = with_form(stored, form(address="evil@else.test", outgoing__port="587"))
    assert known.address == "a@b.test"
    assert known.sender == "c@d.test"
    assert known.other_outgoing == stored.other_outgoing
    assert known.outgoing == Outgoing(port=587)
