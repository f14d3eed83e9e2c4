"""A brand's settings, and what they change."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.io.store.cases import grant
from mailmend.io.store.desk.tenants import assign_domain
from tests.apps.web.desk.place import Browser, Place
from tests.apps.web.desk.test_incidents import report, result

LOOKS = {"name": "Brand One", "accent": "#7a1fa2", "languages": "de", "first": "de"}


@pytest.fixture
def ada(place: Place) -> Browser:
    """The administrator of brand one."""
    made = place.browser("ada")
    made.get("/desk/settings")
    return made


def test_name_colour_and_languages_are_the_brand_s_own(place: Place, ada: Browser) -> None:
    """Every page of its people shows them, and none of another brand's."""
    assert ada.post("/desk/settings", **{**LOOKS, "name": "Eins <i>"}).status == 303
    page = place.browser("eve").get("/desk/cases").text
    assert "Eins &lt;i&gt;" in page
    assert "/desk/theme/7a1fa2.css" in page
    other = place.browser("olaf").get("/desk/cases").text
    assert "Eins" not in other
    assert "/desk/theme/0a6450.css" in other


@pytest.mark.parametrize(
    "wrong",
    [
        {"accent": "#ffcc00"},
        {"accent": "red"},
        {"accent": "#12345}"},
        {"name": ""},
        {"name": "x\u202ey"},
        {"name": "x" * 101},
        {"languages": "tlh"},
    ],
)
def test_looks_that_cannot_be_used_are_refused(ada: Browser, wrong: dict[str, str]) -> None:
    """With the reason, and nothing is changed."""
    before = ada.get("/desk/settings").text
    answer = ada.post("/desk/settings", **{**LOOKS, **wrong})
    assert answer.status == 400
    assert 'role="alert"' in answer.text
    assert ada.get("/desk/settings").text == before


def test_a_reply_of_its_own_is_used_in_its_language(place: Place, ada: Browser) -> None:
    """Escaped on the page, with the values; the other brand keeps the standard one."""
    ada.post("/desk/settings", **LOOKS)
    template = "Guten Tag <{address}>, {steps} -- {brand} / {engineer}"
    assert ada.post("/desk/settings/reply", language="de", template=template).status == 303
    ours = place.case("zoe@customer.test", language="de")
    theirs = place.case("zoe@other.test", "two", "de")
    for case in (ours, theirs):
        place.run(case, report(), result("Es ist so."))
    page = place.browser("eve").get(f"/desk/cases/{ours}").text
    assert "Guten Tag &lt;zoe@customer.test&gt;, Wait. -- Brand One / eve" in page
    standard = place.browser("olaf").get(f"/desk/cases/{theirs}").text
    assert "Guten Tag" not in standard
    assert "Es ist so." in standard


@pytest.mark.parametrize("template", ["{password}", "no steps", "{steps}\u202e"])
def test_a_reply_that_cannot_be_used_is_refused(ada: Browser, template: str) -> None:
    """What was typed is still there."""
    answer = ada.post("/desk/settings/reply", language="de", template=template)
    assert answer.status == 400
    assert 'role="alert"' in answer.text
    assert ada.post("/desk/settings/reply", language="xx", template="{steps}").status == 400


def test_the_customer_s_page_is_in_the_brand_s_name_and_colour(place: Place, ada: Browser) -> None:
    """By the link; a case of no brand's is in nobody's."""
    ada.post("/desk/settings", **LOOKS)
    case, other = place.case("zoe@customer.test"), place.case("zoe@elsewhere.test", None)
    for each in (case, other):
        place.run(each, report(), {"answers": {}})
    customer = place.browser()
    customer.get("/")

    async def allow(session: AsyncSession) -> None:
        for each in (case, other):
            await grant(session, each, customer.cookies["mailmend"], datetime.now(UTC))

    place.store(allow)
    page = customer.get(f"/case/{case}").text
    assert "Brand One" in page
    assert "/desk/theme/7a1fa2.css" in page
    assert "/desk/theme/" not in customer.get(f"/case/{other}").text


def test_the_sheet_is_of_a_colour_or_of_nothing(place: Place) -> None:
    """Nothing else gets into a style sheet."""
    browser = place.browser()
    answer = browser.get("/desk/theme/7a1fa2.css")
    assert answer.headers["content-type"].startswith("text/css")
    assert "immutable" in answer.headers["cache-control"]
    for odd in ("red", "7A1FA2", "7a1fa2}body{display:none", "%0a"):
        assert browser.get(f"/desk/theme/{odd}.css").status == 404


def test_who_did_what_is_told_to_the_administrator(place: Place, ada: Browser) -> None:
    """Of one's own brand only."""
    place.browser("olaf")
    trail = ada.get("/desk/trail").text
    assert "tenant.looks" in trail
    assert "olaf" not in trail
    assert ada.get("/desk/trail?before=1").text.count("<tr>") == 0
    assert ada.get("/desk/trail?before=nonsense").status == 200


def test_a_domain_of_another_brand_is_not_for_this_one(place: Place, ada: Browser) -> None:
    """What its owners ask on the public page comes to the brand it was assigned to."""

    async def assign(session: AsyncSession) -> None:
        await assign_domain(session, "two", "theirs.test")

    place.store(assign)
    ada.get("/desk/new-case")
    answer = ada.post("/desk/new-case", address="zoe@theirs.test")
    assert answer.status == 400
    assert "not served by" in answer.text
    public = place.case("zoe@theirs.test", None)
    olaf = place.browser("olaf")
    own = olaf.get("/desk/cases?state=self").text
    assert re.search(rf"/desk/cases/{public}.*?zoe@theirs.test", own)
    assert olaf.get(f"/desk/cases/{public}").status == 200
    assert place.browser("ada").get(f"/desk/cases/{public}").status == 404


def test_only_an_address_typed_again_deletes_a_case(place: Place, ada: Browser) -> None:
    """The trail keeps that it was done, and by whom."""
    case = place.case("gone@customer.test")
    page = f"/desk/cases/{case}"
    ada.get(page)
    assert ada.post(f"{page}/delete", address="other@customer.test").status == 400
    assert ada.post(f"{page}/delete", address="Gone@customer.test").status == 303
    assert ada.get(page).status == 404
    assert "case.deleted" in ada.get("/desk/trail").text


def test_a_solved_case_says_how_long_it_is_kept(place: Place, ada: Browser) -> None:
    """The others are kept, and say nothing of it."""
    page = f"/desk/cases/{place.case('done@customer.test')}"
    assert "days after the last thing" not in ada.get(page).text
    assert ada.post(f"{page}/state", state="solved").status == 303
    assert "deleted 365 days after the last thing" in ada.get(page).text
