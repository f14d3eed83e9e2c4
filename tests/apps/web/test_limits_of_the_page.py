"""How much one visitor, one mailbox and one domain may ask, also after a restart."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from mailmend.apps.web.config import Rates
from tests.apps.farm import ALICE, Place
from tests.apps.web.site import PLENTY, Site

FEW: Rates = replace(PLENTY, visitor=(3, 60), visitor_network=(3, 60))


@contextmanager
def _silent() -> Iterator[str]:
    """A name server that never answers, so that a run goes on for a while."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as held:
        held.bind(("127.0.0.1", 0))
        yield f"127.0.0.1:{held.getsockname()[1]}"


def test_after_its_share_a_visitor_waits_and_still_reads(tmp_path: Path) -> None:
    """429 says when to come back; what was found stays readable; a restart forgives nothing."""
    with Site(tmp_path, rates=FEW, budget_s=2.0) as site:
        visitor = site.visitor()
        pages = [visitor.start(address=f"a{n}@one{n}.example") for n in range(3)]
        refused = visitor.post("/start", address="b@two.example")
        assert refused.status_code == 429
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert all(visitor.http.get(page).status_code == 200 for page in pages)
        assert site.visitor().post("/start", address="b@two.example").status_code == 429
        spoofed = site.visitor(**{"x-forwarded-for": "203.0.113.77"})
        assert spoofed.post("/start", address="b@two.example").status_code == 429
    with Site(tmp_path, rates=FEW, budget_s=2.0) as site:
        assert site.visitor().post("/start", address="b@two.example").status_code == 429


def test_behind_the_configured_proxy_visitors_are_told_apart(tmp_path: Path) -> None:
    """Each forwarded address has its own share, and a /64 shares one."""
    from mailmend.apps.web.config import networks

    proxies = networks(("127.0.0.0/8",), "--proxy")
    with Site(tmp_path, rates=FEW, budget_s=2.0, proxies=proxies) as site:
        for number in range(3):
            visitor = site.visitor(**{"x-forwarded-for": f"2001:db8::{number}"})
            visitor.start(address=f"a@six{number}.example")
        same = site.visitor(**{"x-forwarded-for": "2001:db8::ffff:9"})
        assert same.post("/start", address="a@seven.example").status_code == 429
        other = site.visitor(**{"x-forwarded-for": "203.0.113.9"})
        assert other.post("/start", address="a@seven.example").status_code == 303


def test_one_domain_is_not_looked_at_for_ever(tmp_path: Path) -> None:
    """Many visitors together have one share of a domain, also of its subdomains."""
    rates = replace(PLENTY, domain=(2, 60))
    with Site(tmp_path, rates=rates, budget_s=2.0) as site:
        for name in ("a@victim.example", "b@mail.victim.example"):
            site.visitor().start(address=name)
        last = site.visitor().post("/start", address="c@other.victim.example")
        assert last.status_code == 429


def test_guessing_passwords_ends_after_three(tmp_path: Path, place: Place) -> None:
    """Three refused passwords of a mailbox in an hour, whoever tries; counted on the disk."""
    rates = replace(PLENTY, password_mailbox=(3, 3))
    with Site(tmp_path, farm=place.farm, rates=rates) as site:
        for number in range(3):
            visitor = site.visitor()
            page = visitor.start(address=ALICE)
            visitor.answer(page)
            assert visitor.post(f"{page}/more", password=f"guess-{number}").status_code == 303
            visitor.answer(page)
        assert visitor.post(f"{page}/more", password="guess-4").status_code == 429
    with Site(tmp_path, farm=place.farm, rates=rates) as site:
        visitor = site.visitor()
        page = visitor.start(address=ALICE)
        visitor.answer(page)
        assert visitor.post(f"{page}/more", password="guess-5").status_code == 429


def test_the_right_password_is_no_guess(tmp_path: Path, place: Place) -> None:
    """Who has it may use it as often as the visitor may ask."""
    from tests.apps.farm import CANARY

    rates = replace(PLENTY, password_mailbox=(1, 1))
    with Site(tmp_path, farm=place.farm, rates=rates) as site:
        visitor = site.visitor()
        page = visitor.start(address=ALICE)
        visitor.answer(page)
        for _ in range(3):
            assert visitor.post(f"{page}/more", password=CANARY).status_code == 303
            visitor.answer(page)


def test_over_its_strength_the_server_says_so(tmp_path: Path) -> None:
    """Overload is 503 with a time to come back, never 429."""
    with Site(tmp_path, budget_s=30.0, runs_at_once=1, waiting=0, resolver="127.0.0.1:9") as site:
        answers = []
        for number in range(8):
            answers.append(site.visitor().post("/start", address=f"a@busy{number}.example"))
        codes = {answer.status_code for answer in answers}
        assert codes <= {303, 503}
        refused = [answer for answer in answers if answer.status_code == 503]
        assert all(int(answer.headers["retry-after"]) > 0 for answer in refused)


def test_who_waits_is_told_the_place(tmp_path: Path) -> None:
    """While one is looked at, the next ones of any domain stand in line."""
    with _silent() as silent, Site(tmp_path, runs_at_once=1, resolver=silent) as site:
        visitors = [site.visitor() for _ in range(3)]
        pages = [
            each.start(address=f"a@line{number}.example") for number, each in enumerate(visitors)
        ]
        shown = [each.http.get(page).text for each, page in zip(visitors, pages, strict=True)]
        assert "in line" not in shown[0]
        assert "You are next." in shown[1]
        assert "You are number 2 in line." in shown[2]
        assert "at most" in shown[0]
        assert "It begins by itself." in shown[2]


def test_one_domain_leaves_room_for_others_to_wait(tmp_path: Path) -> None:
    """It has no more than about half of the places."""
    from mailmend.apps.web.config import networks

    proxies = networks(("127.0.0.0/8",), "--proxy")
    with (
        _silent() as silent,
        Site(tmp_path, waiting=4, resolver=silent, proxies=proxies) as site,
    ):
        visitors = [
            site.visitor(**{"x-forwarded-for": f"203.0.113.{number}"}) for number in range(7)
        ]
        codes = [
            each.post("/start", address=f"a{number}@crowd.example").status_code
            for number, each in enumerate(visitors[:6])
        ]
        assert codes == [303] * 4 + [503] * 2
        assert visitors[6].post("/start", address="b@quiet.example").status_code == 303


def test_one_visitor_leaves_room_for_others_to_wait(tmp_path: Path) -> None:
    """Whatever domains they ask for."""
    from mailmend.apps.web.config import networks

    proxies = networks(("127.0.0.0/8",), "--proxy")
    with (
        _silent() as silent,
        Site(tmp_path, waiting=4, runs_at_once=1, resolver=silent, proxies=proxies) as site,
    ):
        many, one = (
            site.visitor(**{"x-forwarded-for": each}) for each in ("203.0.113.1", "203.0.113.2")
        )
        codes = [
            many.post("/start", address=f"a@many{number}.example").status_code
            for number in range(6)
        ]
        assert codes == [303] * 4 + [503] * 2
        assert one.post("/start", address="b@one.example").status_code == 303
