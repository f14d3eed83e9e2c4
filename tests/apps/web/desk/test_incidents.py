"""The page of an incident: who is affected, what to tell them, when it is over."""

from __future__ import annotations

from typing import Any

import pytest

from tests.apps.web.desk.place import Browser, Place

CAUSE, SERVER = "cert-expired", "mail.hosting.test"
PAGE = f"/desk/incident?cause={CAUSE}&server={SERVER}"


def report(sends: str = "no") -> dict[str, Any]:
    """A report that found the cause there."""
    verdict = {
        "cause": CAUSE,
        "status": "proven",
        "where": "server",
        "summary": "The certificate has expired.",
    }
    return {
        "sends": sends,
        "verdicts": [verdict] if sends == "no" else [],
        "case": {"outgoing": {"host": SERVER}},
    }


def result(words: str) -> dict[str, Any]:
    """The answer beside it, with a reply in two languages."""
    steps = ["Hello,", words, "Wait.", "If not, write.", "Regards"]
    answer = {"remedies": [{"id": "customer-reply", "for": "engineer", "steps": steps}]}
    return {"answers": {"en": answer, "de": {**answer, "found": []}}}


@pytest.fixture(scope="module")
def cases(place: Place) -> dict[str, str]:
    """Two cases of brand one and one of brand two, all with the same cause on the same server."""
    made = {
        "ada": place.case("ada@customer.test"),
        "bob": place.case("bob@customer.test", language="de"),
        "eve": place.case("eve@other.test", "two"),
    }
    for name, case in made.items():
        place.run(case, report(), result(f"It is {name}."))
    return made


@pytest.fixture(scope="module")
def eve(place: Place, cases: dict[str, str]) -> Browser:
    """An engineer of brand one."""
    return place.browser("eve")


def test_everybody_of_the_brand_is_listed(eve: Browser) -> None:
    """And nobody of another; the list of cases tells of it as well."""
    assert f"2 mailboxes at {SERVER}" in eve.get("/desk/cases").text
    assert SERVER in eve.get("/desk/incidents").text
    page = eve.get(PAGE).text
    assert "ada@customer.test\nbob@customer.test" in page or (
        "bob@customer.test\nada@customer.test" in page
    )
    assert "eve@other.test" not in page
    assert "It is ada." in page
    assert "It is bob." in page


def test_one_case_is_no_incident(place: Place, cases: dict[str, str]) -> None:
    """The other brand has only one."""
    olaf = place.browser("olaf")
    assert "Nothing is going on" in olaf.get("/desk/incidents").text
    assert olaf.get(PAGE).status == 404


def test_what_is_not_an_incident_is_no_page(eve: Browser) -> None:
    """Whatever is asked for."""
    for odd in ("", "?cause=x", f"?cause={CAUSE}&server=other", "?cause=%00&server=%00"):
        assert eve.get(f"/desk/incident{odd}").status == 404


def test_all_replies_are_marked_as_sent_at_once(eve: Browser, cases: dict[str, str]) -> None:
    """Each case has its own in its history, and waits for its customer."""
    eve.get(PAGE)
    assert eve.post("/desk/incident/sent", cause=CAUSE, server=SERVER).status == 303
    page = eve.get(f"/desk/cases/{cases['bob']}").text
    assert "sent the reply (Deutsch)" in page
    assert "It is bob." in page
    assert "It is ada." not in page
    assert (
        'value="waiting" type="submit" title="the customer has to do something" aria-pressed="true"'
        in page
    )


def test_who_can_send_again_is_counted(place: Place, eve: Browser, cases: dict[str, str]) -> None:
    """They stay among those affected."""
    place.run(cases["ada"], report("yes"), {"answers": {}})
    page = eve.get(PAGE).text
    assert "2 mailboxes are affected, 1 of them can send again" in page


def test_it_is_closed_and_opened_again(place: Place, eve: Browser) -> None:
    """By an engineer, with what was done; a viewer has no buttons."""
    vic = place.browser("vic")
    assert "Close the incident" not in vic.get(PAGE).text
    eve.get(PAGE)
    closed = eve.post("/desk/incident/close", cause=CAUSE, server=SERVER, note="renewed <b>it</b>")
    assert closed.status == 303
    over = eve.get("/desk/incidents").text
    assert "renewed &lt;b&gt;it&lt;/b&gt;" in over
    assert eve.get(PAGE).status == 404
    assert eve.post("/desk/incident/close", cause=CAUSE, server=SERVER).status == 404
    assert eve.post("/desk/incident/reopen", cause=CAUSE, server=SERVER).status == 303
    assert eve.get(PAGE).status == 200
    assert eve.post("/desk/incident/reopen", cause=CAUSE, server="other").status == 404
