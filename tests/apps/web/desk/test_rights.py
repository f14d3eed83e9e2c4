"""Every address of the desk: who may, who may not, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute

from mailmend.discover import units
from tests.apps.web.desk.place import Browser, Place

NOBODY = {
    "/desk/sign-in",
    "/desk/theme/{colour}.css",
    "/desk/oidc/start",
    "/desk/oidc/callback",
}
"""Addresses that need no sign-in."""
RIGHTS = {
    "GET /desk/account": "viewer",
    "POST /desk/account/password": "viewer",
    "POST /desk/sign-out": "viewer",
    "POST /desk/sign-out-everywhere": "viewer",
    "GET /desk/cases": "viewer",
    "GET /desk/new-case": "engineer",
    "POST /desk/new-case": "engineer",
    "GET /desk/cases/{case_id}": "viewer",
    "GET /desk/cases/{case_id}/events": "viewer",
    "GET /desk/cases/{case_id}/compare": "viewer",
    "GET /desk/cases/{case_id}/runs/{run_id}/report.json": "viewer",
    "POST /desk/cases/{case_id}/run": "engineer",
    "GET /desk/cases/{case_id}/edit": "engineer",
    "POST /desk/cases/{case_id}/edit": "engineer",
    "POST /desk/cases/{case_id}/state": "engineer",
    "POST /desk/cases/{case_id}/note": "engineer",
    "POST /desk/cases/{case_id}/sent": "engineer",
    "POST /desk/cases/{case_id}/link": "engineer",
    "POST /desk/cases/{case_id}/unlink": "engineer",
    "POST /desk/attach/{case_id}": "engineer",
    "POST /desk/cases/{case_id}/detach": "engineer",
    "POST /desk/cases/{case_id}/delete": "admin",
    "GET /desk/incidents": "viewer",
    "GET /desk/incident": "viewer",
    "POST /desk/incident/close": "engineer",
    "POST /desk/incident/reopen": "engineer",
    "POST /desk/incident/sent": "engineer",
    "GET /desk/settings": "admin",
    "POST /desk/settings": "admin",
    "POST /desk/settings/reply": "admin",
    "GET /desk/trail": "admin",
}
PEOPLE = {"viewer": "vic", "engineer": "eve", "admin": "ada"}
RANK = ("viewer", "engineer", "admin")
OF_CASES = [each for each in RIGHTS if "{case_id}" in each]
WITHIN = [each for each, role in RIGHTS.items() if role != "viewer"]


def _addresses() -> Iterator[str]:
    for router in units("mailmend.apps.web.desk.routes", APIRouter):
        for route in router.routes:
            assert isinstance(route, APIRoute)
            path = f"/desk{route.path}"
            if path not in NOBODY:
                yield from (f"{method} {path}" for method in route.methods or ())


def _ask(browser: Browser, address: str, case_id: str) -> int:
    method, path = address.split(" ")
    path = path.replace("{case_id}", case_id).replace("{run_id}", "0" * 32)
    return (browser.get(path) if method == "GET" else browser.post(path)).status


@pytest.fixture(scope="module")
def browsers(place: Place) -> dict[str, Browser]:
    """A browser of each role."""
    return {role: place.browser(person) for role, person in PEOPLE.items()}


@pytest.fixture(scope="module")
def cases(place: Place) -> dict[str, str]:
    """A case of each brand, one of the public page, one that never was."""
    return {
        "one": place.case("ada@customer.test"),
        "two": place.case("bob@customer.test", "two"),
        "public": place.case("eve@customer.test", None),
        "none": "0" * 32,
        "odd": "..%2f..%00",
    }


def test_every_address_is_in_the_table() -> None:
    """A new address must say here who may use it."""
    assert sorted(_addresses()) == sorted(RIGHTS)


@pytest.mark.parametrize("address", RIGHTS)
def test_a_stranger_is_sent_to_the_sign_in(
    place: Place, cases: dict[str, str], address: str
) -> None:
    """Whatever is asked for, whether it is there or not."""
    for case_id in (cases["one"], cases["none"]):
        assert _ask(place.browser(), address, case_id) == 303


@pytest.mark.parametrize("address", WITHIN)
def test_a_lower_role_is_refused(
    browsers: dict[str, Browser], cases: dict[str, str], address: str
) -> None:
    """A viewer neither runs nor changes anything; an engineer sets nothing up."""
    for role in RANK[: RANK.index(RIGHTS[address])]:
        assert _ask(browsers[role], address, cases["one"]) == 403


@pytest.mark.parametrize("address", OF_CASES)
@pytest.mark.parametrize("whose", ["two", "public", "none", "odd"])
def test_a_foreign_case_is_as_if_it_were_missing(
    browsers: dict[str, Browser], cases: dict[str, str], address: str, whose: str
) -> None:
    """For the highest role too."""
    assert _ask(browsers["admin"], address, cases[whose]) == 404
