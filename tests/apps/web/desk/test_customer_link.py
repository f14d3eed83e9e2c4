"""The link for the customer: unguessable, ending, taken back; what they try comes back."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from mailmend.apps.demo_servers.farm import Farm
from mailmend.io.store.cases import grant
from mailmend.io.store.links import add_link
from tests.apps.web.desk.forms import answered, new_case, told
from tests.apps.web.desk.place import URL, Browser, Place

Servers = tuple[Farm, Path]


def _link(eve: Browser, page: str) -> str:
    found = re.search(rf'value="{URL}(/c/[A-Za-z0-9_-]{{22}})"', eve.post(f"{page}/link").text)
    assert found is not None
    return found[1]


def test_the_customer_goes_on_where_support_began(looking: Place, farm: Servers) -> None:
    """On their own page, which says who reads it; their look is in the case's history."""
    eve, customer = looking.browser("eve"), looking.browser()
    page = new_case(eve, told(farm[0]))
    answered(eve, page)
    case_id = page.rpartition("/")[2]
    answer = customer.get(_link(eve, page))
    assert answer.location == f"/case/{case_id}"
    shown = customer.get(answer.location).text
    assert "alice@customer.test" in shown
    assert re.search(r"(can read what stands here|kann lesen, was hier steht)", shown)
    assert customer.post(f"/case/{case_id}/more", username_state="blank").status == 303
    after = answered(eve, page)
    assert re.search(r"<b>customer</b>\s*opened the link", after)
    assert re.search(r"<b>customer</b>\s*found:", after)


def test_a_link_is_for_who_has_it(looking: Place) -> None:
    """Nobody else sees the case, and it opens nothing of the desk."""
    case = looking.case("zoe@customer.test")
    looking.run(case, {"sends": "unknown", "verdicts": [], "case": {}}, {"answers": {}})
    eve, customer, stranger = looking.browser("eve"), looking.browser(), looking.browser()
    link = _link(eve, f"/desk/cases/{case}")
    assert stranger.get(f"/case/{case}").status == 404
    assert customer.get(link).status == 303
    assert customer.get(f"/case/{case}").status == 200
    assert customer.get(f"/desk/cases/{case}").status == 303
    assert stranger.get(f"/case/{case}").status == 404


@pytest.mark.parametrize("token", ["", "A" * 22, "A" * 21, "../../x", "A" * 4000, "%00" * 22])
def test_an_invented_link_is_no_page(place: Place, token: str) -> None:
    """As if there had never been any."""
    assert place.browser().get(f"/c/{token}").status == 404


def test_a_link_ends_by_time_and_when_it_is_taken_back(place: Place) -> None:
    """All links of the case, at once."""
    case = place.case("zoe@customer.test")
    place.run(case, {"sends": "unknown", "verdicts": [], "case": {}}, {"answers": {}})

    async def over(session: AsyncSession) -> str:
        at = datetime.now(UTC) - timedelta(days=2)
        return await add_link(session, case, "case", at, timedelta(days=1))

    assert place.browser().get(f"/c/{place.store(over)}").status == 404
    eve = place.browser("eve")
    links = [_link(eve, f"/desk/cases/{case}") for _ in range(2)]
    assert links[0] != links[1]
    assert eve.post(f"/desk/cases/{case}/unlink").status == 303
    assert [place.browser().get(link).status for link in links] == [404, 404]


def test_the_customer_cannot_delete_what_support_works_on(place: Place) -> None:
    """The case leaves the customer's browser and stays at the desk."""
    case = place.case("zoe@customer.test")
    place.run(case, {"sends": "unknown", "verdicts": [], "case": {}}, {"answers": {}})
    eve, customer = place.browser("eve"), place.browser()
    customer.get(_link(eve, f"/desk/cases/{case}"))
    customer.get(f"/case/{case}")
    assert customer.post(f"/case/{case}/forget").status == 303
    assert customer.get(f"/case/{case}").status == 404
    assert eve.get(f"/desk/cases/{case}").status == 200


def test_the_customer_deletes_what_nobody_took(place: Place) -> None:
    """A case of the public page that came to the brand by its domain."""
    case = place.case("zoe@customer.test")
    place.run(case, {"sends": "unknown", "verdicts": [], "case": {}}, {"answers": {}})
    customer = place.browser()
    customer.get("/")

    async def allow(session: AsyncSession) -> None:
        await grant(session, case, customer.cookies["mailmend"], datetime.now(UTC))

    place.store(allow)
    customer.get(f"/case/{case}")
    assert customer.post(f"/case/{case}/forget").status == 303
    assert place.browser("eve").get(f"/desk/cases/{case}").status == 404


def test_who_opens_a_case_nobody_looked_at_looks_first(place: Place) -> None:
    """The customer's page has something to show."""
    case = place.case("zoe@customer.test")
    eve, customer = place.browser("eve"), place.browser()
    answer = customer.get(_link(eve, f"/desk/cases/{case}"))
    assert customer.get(answer.location).status == 200


def test_no_link_is_in_the_database(place: Place, tmp_path: Path) -> None:
    """Only the hash of its token."""
    case = place.case("zoe@customer.test")
    token = _link(place.browser("eve"), f"/desk/cases/{case}").rpartition("/")[2]
    name = place.app.state.services.database.url.database
    kept = b"".join(Path(f"{name}{end}").read_bytes() for end in ("", "-wal"))
    assert token.encode() not in kept
