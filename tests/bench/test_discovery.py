"""The measure of discovery itself must be right."""

from __future__ import annotations

from bench.discovery import Row, measure, missed, question


def row(host: str, port: int = 465, socket: str = "tls", domain: str = "gmx.net") -> Row:
    """One provider with one outgoing server."""
    server = {"type": "smtp", "host": host, "port": port, "socket": socket}
    return {"provider": "p", "domains": [domain], "incoming": [], "outgoing": [server]}


def test_an_exact_find_needs_host_port_and_security() -> None:
    """Each of the three wrong is no find."""
    right = measure([row("mail.gmx.net")])
    assert right["outgoing: data first exact"] == right["outgoing: data any exact"] == 1
    for wrong in (row("smtp.gmx.net"), row("mail.gmx.net", 466), row("mail.gmx.net", 465, "plain")):
        counts = measure([wrong])
        assert counts["outgoing: data any exact"] == 0
        assert missed(wrong) == ["outgoing"]


def test_a_later_server_counts_as_found_but_not_as_first() -> None:
    """The order matters to the first."""
    counts = measure([row("mail.gmx.net", 587, "starttls")])
    assert (counts["outgoing: data first exact"], counts["outgoing: data any exact"]) == (0, 1)


def test_guesses_are_counted_apart() -> None:
    """A provider that is not in the data is no hit."""
    counts = measure([row("smtp.nowhere.test", domain="nowhere.test")])
    assert counts["hit"] == 0
    assert counts["outgoing: guess first exact"] == 1
    assert measure([row("mail.gmx.net")], guess=True)["hit"] == 0


def test_what_is_asked_for_a_row() -> None:
    """The first plain domain, else a plain exchanger, else nothing."""
    assert question({"domains": ["*.x.test", "y.test"]}) == ("y.test", ())
    assert question({"domains": [], "mx_match": [r"mx\.x\.test"]}) == (
        "customer.invalid",
        ("mx.x.test",),
    )
    assert question({"domains": [], "mx_match": [r"mx[0-9]\.x\.test"]}) is None
    assert question({"domains": []}) is None
