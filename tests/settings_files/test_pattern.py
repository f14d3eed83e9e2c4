"""One mailbox's settings for its whole domain."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from mailmend.settings_files import NotUsable
from mailmend.settings_files.pattern import pattern_from_document, pattern_of
from tests.settings_files.build import ADDRESS, IN, OUT, account


def test_an_address_as_the_user_name_fits_every_mailbox() -> None:
    """Another mailbox gets its own address, whatever the case of the first one's user name."""
    found = pattern_of(account(replace(OUT, username=ADDRESS.upper())), "Hosting")
    other = found.account("bob")
    assert (other.address, other.outgoing.username) == ("bob@customer.test", "bob@customer.test")
    assert found.account("alice") == account()


def test_a_local_part_as_the_user_name_fits_every_mailbox() -> None:
    """Each side by its own rule."""
    found = pattern_of(account(replace(OUT, username="alice")))
    other = found.account("bob")
    assert (other.outgoing.username, other.receiving.username) == ("bob", "bob@customer.test")


@pytest.mark.parametrize("username", ["customer-17", "alice%customer.test", "ali"])
def test_a_user_name_of_one_mailbox_is_not_published(username: str) -> None:
    """It would lead everybody else astray."""
    with pytest.raises(NotUsable):
        pattern_of(account(replace(OUT, username=username)))


def test_without_an_incoming_server_nothing_is_published() -> None:
    """Mail programs need both."""
    with pytest.raises(NotUsable):
        pattern_of(account(OUT, None))
    with pytest.raises(NotUsable):
        pattern_of(account(OUT, replace(IN, security="none")))


@pytest.mark.parametrize("local_part", ["", "a\u202eb", "a b", "a\nb", "x" * 400])
def test_a_local_part_that_hides_something_is_refused(local_part: str) -> None:
    """Nothing odd gets into a file for a mail program."""
    with pytest.raises(NotUsable):
        pattern_of(account()).account(local_part)


def test_it_survives_being_stored() -> None:
    """As JSON, whole; and what is not whole is refused."""
    found = pattern_of(account(), "Hosting")
    document = json.loads(json.dumps(found.document()))
    assert pattern_from_document(document) == found
    del document["incoming"]
    with pytest.raises(NotUsable):
        pattern_from_document(document)
