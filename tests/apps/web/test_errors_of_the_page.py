"""What an owner reads when something stands in the way, and that nothing typed is lost."""

from __future__ import annotations

import html
from dataclasses import replace
from pathlib import Path

import pytest

from tests.apps.farm import ALICE, CANARY, Place
from tests.apps.web.site import PLENTY, Site, Visitor

TOLD = {"address": ALICE, "alert": "sender", "onset": "sudden", "device": "mac"}


def _checked(text: str) -> list[str]:
    return [line for line in text.splitlines() if " checked" in line or " selected" in line]


def _holds_what_was_typed(text: str) -> bool:
    return all(
        one in text
        for one in (
            f'value="{ALICE}"',
            'value="sender" checked',
            'value="sudden" checked',
            'value="mac" selected',
        )
    )


def test_over_the_limit_the_form_stays_filled_in(tmp_path: Path) -> None:
    """It says when to press the button again."""
    few = replace(PLENTY, visitor=(1, 60), visitor_network=(1, 60))
    with Site(tmp_path, rates=few, budget_s=2.0) as site:
        visitor = site.visitor()
        visitor.start(address="a@one.example")
        answer = visitor.post("/start", **TOLD)
        assert answer.status_code == 429
        assert answer.headers["retry-after"]
        assert "Try again in a minute." in answer.text
        assert _holds_what_was_typed(answer.text), _checked(answer.text)


def test_without_a_cookie_the_form_stays_filled_in(alone: Site) -> None:
    """It names the reason; with the cookie, pressing the button again is enough."""
    visitor = alone.visitor()
    refused = visitor.http.post(
        "/start", data={"csrf": "0" * 32, **TOLD}, headers={"origin": alone.url}
    )
    assert refused.status_code == 403
    assert "Please allow cookies here" in refused.text
    assert _holds_what_was_typed(refused.text)
    assert visitor.post("/start", **TOLD).status_code == 303


def test_a_page_of_an_older_visit_is_sent_by_pressing_once_more(alone: Site) -> None:
    """The token of another cookie: the form comes back with the right one."""
    visitor = alone.visitor()
    visitor.token()
    form = {"csrf": "0" * 32, **TOLD}
    refused = visitor.http.post("/start", data=form, headers={"origin": alone.url})
    assert refused.status_code == 403
    assert "press the button once more" in refused.text
    assert "allow cookies" not in refused.text


def test_pressed_twice_is_asked_once(alone: Site) -> None:
    """The same page is shown for both."""
    visitor = alone.visitor()
    form = {"address": "twice@pressed.example"}
    assert visitor.start(**form) == visitor.start(**form)
    assert visitor.start(address="other@pressed.example") != visitor.start(**form)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/p/aaaaaaaaaaaaaaaaaaaaaa", "one hour"),
        ("/c/aaaaaaaaaaaaaaaaaaaaaa", "ask for a new one"),
        (f"/case/{'0' * 32}", "another browser"),
        ("/nothing-here", "no such page"),
    ],
)
def test_what_is_over_says_what_to_do(alone: Site, path: str, words: str) -> None:
    """Whether it ever was there or not."""
    answer = alone.visitor().http.get(path)
    assert answer.status_code == 404
    assert words in answer.text


def _answered(site: Site) -> tuple[Visitor, str]:
    visitor = site.visitor()
    page = visitor.start(address=ALICE, alert="relay", device="iphone")
    visitor.answer(page)
    return visitor, page


def test_a_wrong_value_stays_in_its_field(site: Site) -> None:
    """So do the others, and the field is the one where typing goes on."""
    visitor, page = _answered(site)
    fields = {"host": "mail.hosting.test", "port": "99999", "ssl": "on", "username_state": "blank"}
    answer = visitor.post(f"{page}/more", **fields)
    assert answer.status_code == 400
    assert (
        'value="99999" aria-invalid="true" aria-describedby="told-wrong" autofocus' in answer.text
    )
    assert 'value="mail.hosting.test"' in answer.text
    assert '<option value="blank" selected>' in answer.text
    assert '<option value="on" selected>' in answer.text


def test_a_second_refusal_is_not_answered_like_the_first(site: Site) -> None:
    """After the first, type it again; after the second, ask the provider."""
    visitor, page = _answered(site)
    visitor.post(f"{page}/more", password="wrong-1")
    assert "Please type it again below." in visitor.answer(page)
    visitor.post(f"{page}/more", password="wrong-2")
    second = visitor.answer(page)
    assert "It was refused before as well." in second
    assert "Please type it again below." not in second


def test_proof_without_the_password_asks_for_it(site: Site) -> None:
    """Instead of doing nothing."""
    visitor, page = _answered(site)
    visitor.post(f"{page}/more", username_state="blank", password=CANARY)
    visitor.answer(page)
    answer = visitor.post(f"{page}/check")
    assert answer.status_code == 400
    assert "Please type the password of the mailbox." in html.unescape(answer.text)


def test_a_limit_in_a_case_leads_back_to_it(tmp_path: Path, place: Place) -> None:
    """Not to the first page."""
    rates = replace(PLENTY, password_mailbox=(1, 1))
    with Site(tmp_path, farm=place.farm, rates=rates) as site:
        visitor, page = _answered(site)
        visitor.post(f"{page}/more", password="wrong-1")
        visitor.answer(page)
        answer = visitor.post(f"{page}/more", password="wrong-2")
        assert answer.status_code == 429
        assert f'href="{page}"' in answer.text
        assert "Try again in 60 minutes." in answer.text


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("/start", "/"),
        (f"/case/{'0' * 32}/more", f"/case/{'0' * 32}"),
        (f"/case/{'0' * 32}/check", f"/case/{'0' * 32}"),
    ],
)
def test_the_address_of_a_form_leads_to_its_page(alone: Site, path: str, where: str) -> None:
    """A phone that wakes up loads what it had shown; changing the language does as well."""
    answer = alone.visitor().http.get(path)
    assert (answer.status_code, answer.headers["location"]) == (303, where)


def test_the_address_of_a_form_leads_to_no_other_site(alone: Site) -> None:
    """Whatever stands where the case should."""
    for name in ("%2F%2Fevil.example", "..", "x" * 32):
        assert alone.visitor().http.get(f"/case/{name}/more").status_code == 404
