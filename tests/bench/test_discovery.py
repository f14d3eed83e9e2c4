"""The measure of discovery itself must be right."""

from __future__ import annotations

import pytest

from bench.discovery import Row, family, half, measure, missed, question, without
from mailmend.probes.provider_database import bundled
from tools.refresh_providers import PUBLISHED, rows_of


def row(host: str, port: int = 465, socket: str = "tls", domain: str = "gmx.net") -> Row:
    """One provider with one outgoing server."""
    server = {"type": "smtp", "host": host, "port": port, "socket": socket}
    return {
        "provider": "p",
        "source": "none",
        "domains": [domain],
        "incoming": [],
        "outgoing": [server],
    }


def test_an_exact_find_needs_host_port_and_security() -> None:
    """Each of the three wrong is no find."""
    right = measure([row("mail.gmx.net")], bundled())
    assert right["outgoing: data first exact"] == right["outgoing: data any exact"] == 1
    for wrong in (row("smtp.gmx.net"), row("mail.gmx.net", 466), row("mail.gmx.net", 465, "plain")):
        counts = measure([wrong], bundled())
        assert counts["outgoing: data any exact"] == 0
        assert missed(wrong, bundled()) == ["outgoing"]


def test_a_later_server_counts_as_found_but_not_as_first() -> None:
    """The order matters to the first."""
    counts = measure([row("mail.gmx.net", 587, "starttls")], bundled())
    assert (counts["outgoing: data first exact"], counts["outgoing: data any exact"]) == (0, 1)


def test_guesses_are_counted_apart() -> None:
    """A provider that is not in the data is no hit."""
    counts = measure([row("smtp.nowhere.test", domain="nowhere.test")], bundled())
    assert not [name for name in counts if name.startswith("hit")]
    assert counts["outgoing: guess first exact"] == 1
    assert "hit by a domain" not in measure([row("mail.gmx.net")], None)


def test_what_is_asked_for_a_row() -> None:
    """The first plain domain, else a plain exchanger, else nothing."""
    assert question({"domains": ["*.x.test", "y.test"]}) == ("y.test", ())
    assert question({"domains": [], "mx_match": [r"mx\.x\.test"]}) == (
        "customer.invalid",
        ("mx.x.test",),
    )
    assert question({"domains": [], "mx_match": [r"mx[0-9]\.x\.test"]}) is None
    assert question({"domains": []}) is None


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({}, "a domain"),
        ({"domains": ["caramail.fr"]}, "a wildcard or brand"),
        ({"domains": [], "mx_match": [r"mx00\.emig\.gmx\.net"]}, "an exchanger"),
    ],
)
def test_a_hit_tells_by_what_it_was_found(changes: Row, by: str) -> None:
    """The three ways into the data are counted apart."""
    assert measure([{**row("mail.gmx.net"), **changes}], bundled())[f"hit by {by}"] == 1


def test_a_hint_is_scored_by_its_word() -> None:
    """What the source says must be done first is looked for in what is told."""
    told = {"source": "deltachat/provider-db x", "status": "PREPARATION"}
    switch = {**row("mail.gmx.net"), **told, "hint": "Please allow IMAP access"}
    counts = measure([switch], bundled())
    assert counts["hint access-switch: said"] == counts["hint access-switch: providers"] == 1
    counts = measure([{**switch, "domains": ["nowhere.test"]}], bundled())
    assert (counts["hint access-switch: said"], counts["hint access-switch: providers"]) == (0, 1)


def test_rows_of_one_provider_are_in_the_same_half() -> None:
    """Else a held-out provider would be answered by another list's row of it."""
    rows = rows_of(PUBLISHED)
    sides = {family(each): half(each) for each in rows}
    assert all(sides[family(each)] == half(each) for each in rows)
    assert 0.3 < sum(map(half, rows)) / len(rows) < 0.7


@pytest.mark.parametrize("number", [0, 1])
def test_what_is_held_out_is_not_in_the_data(number: int) -> None:
    """No published row of that half is left in it; those of the other half are."""
    left = {provider[1] for provider in without(number).bundle["providers"]}
    for each in rows_of(PUBLISHED):
        named = [where for where in left if str(where).startswith(each["source"].split()[1])]
        if half(each) == number:
            assert not named
