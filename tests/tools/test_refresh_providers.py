"""The build of the bundled provider data."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tools import refresh_providers as refresh

SAMPLES = Path(__file__).parents[1] / "fixtures/discovery"


def row(**changes: object) -> refresh.Row:
    """One published row."""
    server = {
        "type": "smtp",
        "host": "smtp.x.test",
        "port": 465,
        "socket": "tls",
        "auth": [],
        "username": "EMAIL",
    }
    return {
        "source": "deltachat/provider-db _providers/x.md",
        "provider": "X",
        "domains": ["x.test"],
        "incoming": [],
        "outgoing": [server],
        "hint": None,
        "status": None,
        **changes,
    }


def test_the_bundle_is_what_its_sources_give() -> None:
    """Nobody edits it by hand."""
    bundled = json.loads(refresh.TARGET.read_text("utf-8"))
    known = tomllib.loads(refresh.KNOWN.read_text("utf-8"))["provider"]
    built = refresh.build(refresh.rows_of(refresh.PUBLISHED), known, bundled["built"])
    assert json.loads(json.dumps(built)) == bundled


def test_every_published_row_names_source_and_licence() -> None:
    """Only licences that allow it are bundled."""
    for published in refresh.rows_of(refresh.PUBLISHED):
        assert published["source"].split()[0] in refresh.SOURCES
        assert published["licence"] in {"MPL-2.0", "BSD-3-Clause", "MIT-0"}


def test_words_are_brought_to_the_projects_vocabulary() -> None:
    """Security, user name and authentication."""
    server = {**row()["outgoing"][0], "socket": "starttls_or_plain", "auth": ["OAuth2", "plain"]}
    entry = refresh.published_entry(row(outgoing=[server]))
    assert entry["servers"] == [
        ("smtp", "smtp.x.test", 465, "starttls", "%EMAILADDRESS%", "password")
    ]


@pytest.mark.parametrize(
    ("status", "hint", "words"),
    [
        ("PREPARATION", "You must create an app-specific password", ["app-password"]),
        ("PREPARATION", "Please allow IMAP access", ["access-switch"]),
        ("BROKEN", "x does not offer the standard IMAP protocol", ["no-mail-programs"]),
        ("BROKEN", "does not allow using passwords, app-passwords neither", ["oauth-only"]),
        ("OK", "You must create an app-specific password", []),
        ("PREPARATION", "Have a nice day", []),
        (None, None, []),
    ],
)
def test_prose_becomes_a_word(status: str | None, hint: str | None, words: list[str]) -> None:
    """Only where the source says that something must be done first."""
    assert refresh.hints_of(row(status=status, hint=hint)) == words


@pytest.mark.parametrize(
    ("pattern", "ends"),
    [
        (r"mx1\.comcast\.net", ["comcast.net"]),
        (r".*\.mail\.outlook\.com", ["mail.outlook.com"]),
        (r"mx\.co\.uk", ["mx.co.uk"]),
        (r"x\.com", ["x.com"]),
        (r"mx[0-9]*\.hostinger\.*", []),
        (r".*\.co\.uk", []),
        (r".*", []),
    ],
)
def test_a_pattern_becomes_an_end_of_one_owner(pattern: str, ends: list[str]) -> None:
    """Never a public suffix, and nothing where the pattern leaves a choice."""
    assert refresh.exchanger_end(pattern) == ends


@pytest.mark.parametrize(
    ("domain", "kept"),
    [
        ("x.test", True),
        ("*.x.test", True),
        ("co.uk", False),
        ("yggmail", False),
        ("*.com", False),
        ("gmx..*", False),
    ],
)
def test_only_domains_of_one_owner_are_kept(domain: str, kept: bool) -> None:
    """A brand is kept apart from domains."""
    entry = refresh.published_entry(row(domains=[domain]))
    assert entry["domains"] == ([domain] if kept else [])
    assert refresh.published_entry(row(domains=["gmx..*"]))["brands"] == ["gmx"]


@pytest.mark.parametrize("host", ["localhost", "10.0.0.1", "", None, "a b.test"])
def test_servers_without_a_host_name_are_left_out(host: str | None) -> None:
    """A bridge on one's own machine is no server to publish."""
    server = {**row()["outgoing"][0], "host": host}
    assert refresh.published_entry(row(outgoing=[server]))["servers"] == []


def test_an_excluded_domain_is_nobodys_unless_another_source_has_it() -> None:
    """An exclusion keeps a brand from it, and takes nothing from other sources."""
    excluding = row(domains=["x..*"], domain_exclude=[r"x\.co\.test"])
    data = refresh.build([excluding], [], "2026-01-01")
    assert (data["domains"], data["brands"]) == ({"x.co.test": []}, {"x": [0]})
    data = refresh.build([excluding, row(domains=["x.co.test"])], [], "2026-01-01")
    assert data["domains"] == {"x.co.test": [1]}


def test_reserved_example_domains_are_left_out() -> None:
    """They are nobody's."""
    assert refresh.published_entry(row(domains=["example.com"]))["domains"] == []


def test_rows_from_xml_equal_the_published_ones(tmp_path: Path) -> None:
    """Reading a checkout gives what the list holds for the same file."""
    (tmp_path / "gmx.net.xml").write_bytes((SAMPLES / "gmx.net.xml").read_bytes())
    (tmp_path / "broken.xml").write_bytes(b"<!DOCTYPE x><x/>")
    (fresh,) = refresh.ispdb_rows(tmp_path)
    (listed,) = (
        each
        for each in refresh.rows_of(refresh.PUBLISHED)
        if each["source"].endswith("/gmx.net.xml")
    )
    assert refresh.published_entry(fresh)["servers"] == refresh.published_entry(listed)["servers"]
    assert fresh["domains"] == listed["domains"]
