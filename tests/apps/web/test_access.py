"""Cases belong to their visitors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.apps.web.site import Site, Visitor


@pytest.fixture(scope="module")
def mine(alone: Site) -> tuple[Visitor, str]:
    """A visitor with a case."""
    visitor = alone.visitor()
    page = visitor.start(address="alice@mine.example")
    visitor.answer(page)
    return visitor, page


def test_ids_are_128_random_bits(mine: tuple[Visitor, str]) -> None:
    """Nobody guesses one."""
    assert re.fullmatch(r"/case/[0-9a-f]{32}", mine[1])


@pytest.mark.parametrize("rest", ["", "/events", "/mail.mobileconfig"])
def test_foreign_and_missing_look_the_same(
    alone: Site, mine: tuple[Visitor, str], rest: str
) -> None:
    """Whoever has no part in a case cannot tell whether it is there."""
    stranger = alone.visitor()
    stranger.token()
    foreign = stranger.http.get(mine[1] + rest)
    missing = stranger.http.get(f"/case/{'0' * 32}{rest}")
    assert foreign.status_code == missing.status_code == 404
    plain = [re.sub(r"[0-9a-f]{32}", "ID", each.text) for each in (foreign, missing)]
    assert plain[0] == plain[1]


@pytest.mark.parametrize("action", ["more", "check", "forget"])
def test_a_stranger_changes_nothing(alone: Site, mine: tuple[Visitor, str], action: str) -> None:
    """Forms for foreign cases are 404 as well, and the case stays."""
    stranger = alone.visitor()
    assert stranger.post(f"{mine[1]}/{action}").status_code == 404
    assert mine[0].http.get(mine[1]).status_code == 200


@pytest.mark.parametrize("path", ["/case", "/case/", "/cases", "/p/", "/p/unknown-token-of-22chr"])
def test_nothing_is_listed(alone: Site, path: str) -> None:
    """There is no page that names cases."""
    assert alone.visitor().http.get(path).status_code == 404


@pytest.mark.parametrize("odd", ["%00", "..%2f..", "a" * 5000, "%ff", "'--", "{{7*7}}"])
def test_odd_ids_are_just_missing(alone: Site, odd: str) -> None:
    """No fault, no difference."""
    assert alone.visitor().http.get(f"/case/{odd}").status_code in (400, 404)


def test_runs_of_an_earlier_process_are_called_interrupted(tmp_path: Path) -> None:
    """A restart in the middle of a run is said on its page, with a way to try again."""
    with Site(tmp_path, budget_s=30.0) as site:
        visitor = site.visitor()
        page = visitor.start(address="alice@slow.example")
        cookies = dict(visitor.http.cookies)
    import sqlite3

    with sqlite3.connect(tmp_path / "site.db") as database:
        database.execute("UPDATE runs SET state = 'running', report = NULL, result = NULL")
    with Site(tmp_path) as site:
        again = site.visitor()
        again.http.cookies.update(cookies)
        text = again.http.get(page).text
        assert "restarted" in text
        assert "No mail server answered" not in text
        assert f'action="{page}/more"' in text
