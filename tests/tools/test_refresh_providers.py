"""The build of the bundled provider data."""

from __future__ import annotations

import json
import os
import re
import subprocess
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
    rows = refresh.rows_of(refresh.PUBLISHED)
    built = refresh.build(rows, refresh.known_rows(), bundled["built"])
    assert json.loads(json.dumps(built)) == bundled


def test_the_page_beside_the_data_tells_the_state_of_every_source() -> None:
    """Commit, day and licence, as the refresh command wrote them."""
    text = refresh.PAGE.read_text("utf-8")
    assert refresh.page(text) == text
    for source, taken in refresh.sources_taken().items():
        assert f"| `{source}` |" in text
        assert f"| {refresh.state(taken)} | {taken['licence']} |" in text


def test_no_known_entry_contradicts_what_is_published() -> None:
    """A stale host shows where a better source has the same domain."""
    rows = refresh.rows_of(refresh.PUBLISHED)
    assert refresh.contradictions(rows, refresh.known_rows()) == []


def test_what_is_left_out_is_in_the_published_rows_and_not_in_the_bundle() -> None:
    """A correction whose row has been mended shows here; other rows may have the domain."""
    rows = {row["source"].split()[1]: row for row in refresh.rows_of(refresh.PUBLISHED)}
    bundled = json.loads(refresh.TARGET.read_text("utf-8"))
    for name, domains in refresh.left_out().items():
        assert domains <= set(rows[name]["domains"])
        assert not domains & set(refresh.published_entry(rows[name])["domains"])
        for domain in domains:
            sources = [bundled["providers"][n][1] for n in bundled["domains"].get(domain, ())]
            assert not [source for source in sources if source.startswith(name)]


def known(**changes: object) -> refresh.Row:
    """One entry of known.toml."""
    base = {"name": "X", "domains": ["x.test"], "smtp": ["smtp.x.test:465/tls"]}
    return {**base, **changes}


def test_a_known_entry_with_other_hosts_is_a_contradiction() -> None:
    """The same host, or another domain, is none."""
    other = known(smtp=["old.y.test:465/tls"])
    assert refresh.contradictions([row()], [other]) == ["X: _providers/x.md"]
    assert refresh.contradictions([row()], [known(smtp=["smtp.x.test:587/starttls"])]) == []
    assert refresh.contradictions([row()], [known(domains=["z.test"], smtp=other["smtp"])]) == []


def test_a_known_entry_names_the_rows_that_agree_with_it() -> None:
    """Only where the first outgoing server is the very same."""
    agreed = refresh.build([row()], [known()], "2026-01-01")["providers"]
    assert agreed[1][:2] == ["known", "known.toml; agrees with _providers/x.md"]
    alone = refresh.build([row()], [known(smtp=["smtp.x.test:587/starttls"])], "2026-01-01")
    assert alone["providers"][1][1] == "known.toml, unchecked"


def test_a_known_entry_names_its_own_sources_before_published_rows() -> None:
    """A page by its address, a list by its name and state; no word that nobody explains."""
    page, key = "https://help.x.test/mail", "fairemail"
    data = refresh.build([row()], [known(agrees=[page, key])], "2026-01-01")
    words = f"{page}, {refresh.compared_with()[key]}, _providers/x.md"
    assert data["providers"][1][1] == f"known.toml; agrees with {words}"
    with pytest.raises(KeyError):
        refresh.known_entry(known(agrees=["hearsay"]))


def test_the_entries_that_could_not_be_checked_are_these() -> None:
    """Whoever adds a provider names a source; whoever finds one for these takes it off the list."""
    data = refresh.build(refresh.rows_of(refresh.PUBLISHED), refresh.known_rows(), "2026-01-01")
    unchecked = {entry[2] for entry in data["providers"] if entry[1] == refresh.UNCHECKED}
    assert unchecked == {
        "Frontier",
        "NetZero",
        "Optus",
        "Volny",
        "iiNet",
        "netcup",
        "o2 (Germany)",
    }


def test_every_source_that_checked_entries_is_used_and_told_on_the_page() -> None:
    """With the state it had."""
    used = {key for entry in refresh.known_rows() for key in entry.get("agrees", ())}
    text = " ".join(refresh.PAGE.read_text("utf-8").split())
    assert set(refresh.compared_with()) <= used
    assert [words for words in refresh.compared_with().values() if words not in text] == []


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({}, "%EMAILADDRESS%"),
        ({"username": ""}, None),
        ({"username": "%EMAILLOCALPART%"}, "%EMAILLOCALPART%"),
    ],
)
def test_the_user_name_of_a_known_entry(changes: refresh.Row, name: str | None) -> None:
    """The address unless another form is known; an empty one leaves it open."""
    assert [server[4] for server in refresh.known_entry(known(**changes))["servers"]] == [name]


def test_the_day_on_which_a_row_was_checked_is_kept() -> None:
    """Where its source tells it."""
    entry = refresh.published_entry(row(checked="2024-11"))
    assert entry["where"] == "_providers/x.md, checked 2024-11"


def test_a_checkout_is_taken_with_its_commit_and_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its rows replace those of the same source, the others stay; the state is that of git."""
    checkout = tmp_path / "checkout"
    (checkout / "ispdb").mkdir(parents=True)
    (checkout / "ispdb/gmx.net.xml").write_bytes((SAMPLES / "gmx.net.xml").read_bytes())
    who = ("-c", "user.name=x", "-c", "user.email=x@x.test")
    for words in (("init", "-q"), ("add", "."), (*who, "commit", "-q", "-m", "x")):
        day = {"GIT_COMMITTER_DATE": "2027-01-02T12:00:00Z", "PATH": os.environ["PATH"]}
        subprocess.run(("git", *words), cwd=checkout, check=True, env=day)
    for name in ("PUBLISHED", "TAKEN"):
        copy = tmp_path / name
        copy.write_bytes(getattr(refresh, name).read_bytes())
        monkeypatch.setattr(refresh, name, copy)
    before = refresh.rows_of(refresh.PUBLISHED)
    refresh.take_ispdb(checkout)
    after = refresh.rows_of(refresh.PUBLISHED)
    fresh = [each["source"] for each in after if each["source"].startswith("thunderbird/")]
    assert fresh == ["thunderbird/autoconfig ispdb/gmx.net.xml"]
    others = [each for each in before if not each["source"].startswith("thunderbird/")]
    assert [each for each in after if each["source"] not in fresh] == others
    taken = refresh.sources_taken()["ispdb"]
    assert taken["date"] == "2027-01-02"
    assert re.fullmatch(r"[0-9a-f]{7,}", taken["commit"])


def test_the_state_of_one_source_is_noted() -> None:
    """Its commit and day are replaced, the others stay."""
    text = refresh.TAKEN.read_text("utf-8")
    fresh = tomllib.loads(refresh.noted(text, "ispdb", "abc1234", "2027-01-02"))
    before = refresh.sources_taken()
    assert (fresh["ispdb"]["commit"], fresh["ispdb"]["date"]) == ("abc1234", "2027-01-02")
    assert {**fresh, "ispdb": 0} == {**before, "ispdb": 0}


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


def test_an_exchanger_for_forwarding_is_of_a_listed_domain_and_of_no_entry() -> None:
    """Else it need not stand there, or an entry says otherwise."""
    bundled = json.loads(refresh.TARGET.read_text("utf-8"))
    for name in refresh.forwarding():
        assert bundled["domains"][name]
        assert bundled["mx"][name] == []


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
