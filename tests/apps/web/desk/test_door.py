"""Signing in and out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.desk.users import set_disabled, user_named
from tests.apps.web.desk.place import PASSWORD, Browser, Place, running

COOKIE = "mailmend-desk"
WRONG = "another horse battery"


def test_who_is_signed_in_sees_the_cases(place: Place) -> None:
    """Name in any case and with blanks around it; the cookie is for the server alone."""
    browser = place.browser()
    browser.get("/desk/sign-in")
    answer = browser.post("/desk/sign-in", name=" ADA ", password=PASSWORD)
    assert (answer.status, answer.location) == (303, "/desk/cases")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert browser.get("/desk/cases").status == 200


def test_behind_tls_the_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    """Secure, and with the prefix that keeps it to this host."""
    from mailmend.apps.web.config import WebConfig
    from mailmend.apps.web.desk.signed import cookie_name

    config = WebConfig("sqlite:///x.db", tmp_path, public_url="https://desk.test")
    assert cookie_name(config).startswith("__Host-")


@pytest.mark.parametrize(
    ("name", "password"),
    [("ada", WRONG), ("nobody", PASSWORD), ("", ""), ("ada", ""), ("a" * 999, PASSWORD)],
)
def test_what_is_wrong_is_not_told(place: Place, name: str, password: str) -> None:
    """A wrong password and a name that nobody has get the very same page."""
    browser = place.browser()
    browser.get("/desk/sign-in")
    answer = browser.post("/desk/sign-in", name=name, password=password)
    assert answer.status == 403
    assert "do not fit together" in answer.text
    assert COOKIE not in browser.cookies


def test_the_page_that_was_asked_for_follows_the_sign_in(place: Place) -> None:
    """An address of the desk, never one of another site."""
    browser = place.browser()
    answer = browser.get("/desk/incidents?x=1")
    assert answer.location == "/desk/sign-in?next=%2Fdesk%2Fincidents%3Fx%3D1"
    assert 'value="/desk/incidents?x=1"' in browser.get(answer.location).text
    sent = {"name": "eve", "password": PASSWORD}
    assert browser.post("/desk/sign-in", next="/desk/incidents?x=1", **sent).location == (
        "/desk/incidents?x=1"
    )
    for elsewhere in ("//evil.test", "https://evil.test/desk/", "/desk/\\evil.test", "/desk//e"):
        browser = place.browser()
        browser.get("/desk/sign-in")
        answer = browser.post("/desk/sign-in", next=elsewhere, **sent)
        assert answer.location == "/desk/cases"


def test_a_form_without_its_token_is_refused(place: Place) -> None:
    """At the door and behind it."""
    browser = place.browser()
    browser.get("/desk/sign-in")
    sent = {"name": "eve", "password": PASSWORD, "csrf": "0" * 32}
    assert browser.post("/desk/sign-in", **sent).status == 403
    browser = place.browser("eve")
    assert browser.post("/desk/sign-out", csrf="0" * 32).status == 403
    assert browser.get("/desk/cases").status == 200


def test_the_token_changes_at_each_sign_in(place: Place) -> None:
    """The session that the browser had before is over: nobody can plant one."""
    browser = place.browser("eve")
    first = browser.cookies[COOKIE]
    browser.sign_in("eve")
    second = browser.cookies[COOKIE]
    assert first != second
    browser.cookies[COOKIE] = first
    assert browser.get("/desk/cases").status == 303


def test_signing_out_ends_this_session(place: Place) -> None:
    """The server forgets it, whatever the browser still sends."""
    browser, other = place.browser("eve"), place.browser("eve")
    token = browser.cookies[COOKIE]
    assert browser.post("/desk/sign-out").location == "/desk/sign-in"
    assert COOKIE not in browser.cookies
    browser.cookies[COOKIE] = token
    assert browser.get("/desk/cases").status == 303
    assert other.get("/desk/cases").status == 200


def test_signing_out_everywhere_ends_all(place: Place) -> None:
    """But nobody else's."""
    one, other, eve = place.browser("vic"), place.browser("vic"), place.browser("eve")
    one.post("/desk/sign-out-everywhere")
    assert other.get("/desk/cases").status == 303
    assert eve.get("/desk/cases").status == 200


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "A" * 4000, "ä" * 43])
def test_an_invented_cookie_opens_nothing(place: Place, token: str) -> None:
    """It leads to the sign-in."""
    browser = place.browser()
    browser.cookies[COOKIE] = token.encode().decode("latin-1")
    assert browser.get("/desk/cases").status == 303


def test_who_is_shut_out_cannot_sign_in(place: Place) -> None:
    """Open sessions end at once."""
    browser = place.browser("olaf")

    async def shut_out(session: AsyncSession) -> None:
        user = await user_named(session, "olaf")
        assert user is not None
        await set_disabled(session, user.id, datetime.now(UTC))

    place.store(shut_out)
    assert browser.get("/desk/cases").status == 303
    assert place.browser().sign_in("olaf").status == 403


def test_another_password_signs_every_other_browser_out(place: Place) -> None:
    """The present one must be right; the new one long enough and typed twice alike."""
    browser, other = place.browser("vic"), place.browser("vic")
    new = "several other words"
    form = {"present": PASSWORD, "fresh": new, "again": new}
    for wrong in ({"present": WRONG}, {"again": "else"}, {"fresh": "short", "again": "short"}):
        assert browser.post("/desk/account/password", **{**form, **wrong}).status == 400
    assert browser.post("/desk/account/password", **form).status == 303
    assert browser.get("/desk/cases").status == 200
    assert other.get("/desk/cases").status == 303
    assert place.browser().sign_in("vic").status == 403
    assert place.browser().sign_in("vic", new).status == 303


def test_guessing_is_limited_and_a_restart_forgives_nothing(tmp_path: Path) -> None:
    """Five wrong passwords of one name from one place: others get in there, she elsewhere."""
    with running(tmp_path) as place:
        browser = place.browser()
        for _ in range(5):
            assert browser.sign_in("ada", WRONG).status == 403
        assert browser.sign_in("ada").status == 429
    with running(tmp_path) as place:
        again = Browser(place.client, address=browser.address)
        answer = again.sign_in("ada")
        assert answer.status == 429
        assert int(answer.headers["retry-after"]) > 60
        assert again.sign_in("eve").status == 303
        assert place.browser("ada").get("/desk/cases").status == 200


def test_tries_are_noted_and_no_password_is(place: Place) -> None:
    """The trail tells who tried; the password is nowhere in the database."""
    browser = place.browser()
    browser.sign_in("ada", "Kanarienvogel auf Draht")

    async def read(session: AsyncSession) -> str:
        rows = await session.execute(text("SELECT actor, action, target, detail FROM audit"))
        return str(rows.all())

    trail = place.store(read)
    assert "sign-in.refused" in trail
    assert "Kanarienvogel" not in trail
