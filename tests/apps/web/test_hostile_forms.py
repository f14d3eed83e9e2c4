"""Whatever is typed is refused by grammar or shown as text, and leads nowhere it must not."""

from __future__ import annotations

import html
import json
import re
import selectors
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest

from tests.apps.farm import ALICE, CANARY, Place
from tests.apps.web.site import Site

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}\u202e\u0000\x1b[31m'
ADDRESSES = (
    "", "alice", "@", "alice@", "@x.example", "a b@x.example", "alice@x.example\r\nRCPT TO:<b@c>",
    "alice@[127.0.0.1]", "alice@x.example\x00", "alice@x_<b>.example", "a" * 300 + "@x.example",
    "alice@" + "a." * 200 + "example", "alice@x.example:25", "al\u202eice@x.example",
)  # fmt: skip
INSIDE = (
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "localhost.",
    "[::1]", "::ffff:127.0.0.1", "１２７.0.0.1", "127。0。0。1", "169.254.169.254",
    "user@localhost",
    "localhost:25", "127.0.0.1%00.example", "mail.hosting.test", "customer.test", "①②⑦.0.0.1",
)  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_no_address_is_asked_again(alone: Site, address: str) -> None:
    """The form comes back with a word at the field, and nothing is looked at."""
    answer = alone.visitor().post("/start", address=address)
    assert answer.status_code == 400
    assert 'id="address-wrong"' in answer.text


def test_no_field_breaks_out_of_the_page(alone: Site) -> None:
    """Every field of every form, shown again, is text: no element and no control character."""
    visitor = alone.visitor()
    first = visitor.post(
        "/start", address=EVIL, alert=EVIL, error=EVIL, onset=EVIL, device=EVIL
    ).text
    page = visitor.start(address="alice@evil.example", error=EVIL, onset=EVIL, device=EVIL)
    visitor.answer(page)
    fields = dict.fromkeys(("host", "username", "ssl", "authentication", "username_state"), EVIL)
    visitor.post(f"{page}/more", **(fields | {"host": "<b>x</b>.example", "username": "<i>me"}))
    second = visitor.answer(page)
    refused = visitor.post(f"{page}/more", **fields, port=EVIL).text
    for text in (first, second, refused):
        _only_our_elements(text)


def _only_our_elements(text: str) -> None:
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    sources = [each.get("src", "") for each in tree.iter("script")]
    assert all(source.startswith("/static/") for source in sources)
    for element in tree.iter():
        assert not [name for name in element.attrib if str(name).startswith("on")]
    assert not list(tree.iter("b"))[1:]
    assert not list(tree.iter("i"))[1:]
    assert not re.search("[\x00\x1b\u202e]", html.unescape(text))


@pytest.fixture(scope="module")
def oracle() -> Iterator[socket.socket]:
    """A listener on loopback that nobody must call."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


@pytest.fixture(scope="module")
def guarded(
    oracle: socket.socket, place: Place, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A server that may dial the listener's port, but nothing that is not public."""
    port = oracle.getsockname()[1]
    folder = tmp_path_factory.mktemp("guarded")
    with Site(
        folder,
        resolver=place.farm.resolver,
        ports=(port,),
        runs_at_once=40,
        waiting=40,
        budget_s=10.0,
    ) as running:
        yield running


def test_no_spelling_leads_inside(guarded: Site, oracle: socket.socket) -> None:
    """Neither as the domain nor as the outgoing server is anything of this machine contacted."""
    visitor = guarded.visitor()
    begun = []
    for host in INSIDE:
        named = visitor.post("/start", address=f"alice@{host}")
        assert named.status_code in (303, 400), host
        begun += [named.headers["location"]] if named.status_code == 303 else []
    plain = [visitor.start(address=f"alice@plain{at}.example") for at in range(len(INSIDE))]
    for page in (*begun, *plain):
        visitor.answer(page)
    port = str(oracle.getsockname()[1])
    for host, page in zip(INSIDE, plain, strict=True):
        visitor.post(f"{page}/more", host=host, port=port, ssl="off")
    for page in plain:
        visitor.answer(page)
    with selectors.DefaultSelector() as ready:
        ready.register(oracle, selectors.EVENT_READ)
        assert not ready.select(timeout=0)


def test_what_is_not_allowed_is_not_dialled(tmp_path: Path, place: Place) -> None:
    """DNS that points inside leads to no connection while the operator does not allow it."""
    with Site(
        tmp_path, resolver=place.farm.resolver, ports=tuple(place.farm.ports.values())
    ) as site:
        visitor = site.visitor()
        page = visitor.start(address=ALICE)
        visitor.answer(page)
    with sqlite3.connect(tmp_path / "site.db") as database:
        (text,) = database.execute("SELECT report FROM runs").fetchone()
    facts = json.loads(text)["facts"]
    outcomes = {fact["outcome"] for fact in facts if fact["kind"] == "tcp"}
    assert outcomes == {"not-allowed"}
    assert not [fact for fact in facts if fact["kind"] == "smtp-dialogue"]


def test_a_stranger_host_is_not_dialled(tmp_path: Path, place: Place) -> None:
    """A public page looks only at what the domain of the address leads to."""
    with Site(tmp_path, farm=place.farm) as site:
        visitor = site.visitor()
        page = visitor.start(address="alice@unrelated.example")
        visitor.answer(page)
        port = str(place.farm.ports["mail.hosting.test", 587])
        visitor.post(f"{page}/more", host="mail.hosting.test", port=port, password=CANARY)
        visitor.answer(page)
    with sqlite3.connect(tmp_path / "site.db") as database:
        reports = [row[0] for row in database.execute("SELECT report FROM runs")]
    tcp = [one for text in reports for one in json.loads(text)["facts"] if one["kind"] == "tcp"]
    assert {one["outcome"] for one in tcp} <= {"not-allowed"}
    assert any("nothing to do with" in one["raw"] for one in tcp)


def test_the_password_is_nowhere(tmp_path: Path, place: Place, caplog: object) -> None:
    """Not on a page, not in a header, not in a byte of the database."""
    said = []
    with Site(tmp_path, farm=place.farm) as site:
        visitor = site.visitor()
        page = visitor.start(address=ALICE, error=f"my password is {CANARY[::-1]}")
        visitor.answer(page)
        said.append(visitor.post(f"{page}/more", password=CANARY, host="mail.hosting.test"))
        said.append(visitor.http.get(page))
        visitor.answer(page)
        said.append(visitor.post(f"{page}/more", password=CANARY, port="not a port"))
        said.append(visitor.http.get("/metrics"))
    for each in said:
        assert CANARY not in html.unescape(each.text + str(each.headers))
    for path in tmp_path.iterdir():
        assert CANARY.encode() not in path.read_bytes(), path.name
