"""What passes the edge and what every answer carries."""

from __future__ import annotations

import re
import socket
import time

import pytest

from mailmend.apps.web.edge import HEADERS, MAX_BODY
from tests.apps.web.site import Site

PAGES = ("/", "/static/mailmend.css", "/healthz", "/nothing-here", "/case/0", "/robots.txt")


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_carries_the_headers(alone: Site, path: str) -> None:
    """A policy without inline code, no framing, no sniffing, an id for the log."""
    answer = alone.visitor().http.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert re.fullmatch(r"[0-9a-f]{16}", answer.headers["x-request-id"])
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize("path", ["/", "/nothing-here", "/case/0"])
def test_pages_are_not_kept(alone: Site, path: str) -> None:
    """Nothing personal stays in a cache."""
    assert alone.visitor().http.get(path).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("page", ["start.html", "result.html", "progress.html", "handover.html"])
def test_no_page_has_inline_code(alone: Site, page: str) -> None:
    """The policy would stop it; the templates do not try."""
    from mailmend.apps.web.pages import FOLDER

    texts = [(FOLDER / "templates" / name).read_text() for name in (page, "base.html")]
    for text in texts:
        assert not re.search(
            r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:", text
        )


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "", "127.0.0.1:1", "a b"])
def test_another_host_name_is_refused(alone: Site, host: str) -> None:
    """A name that an attacker points here (DNS rebinding) gets nothing."""
    assert alone.visitor(host=host).http.get("/").status_code == 400


def test_two_host_names_are_refused(alone: Site) -> None:
    """Proxy and server must not read different ones."""
    name = alone.url.removeprefix("http://")
    said = _raw(alone, f"GET / HTTP/1.1\r\nHost: {name}\r\nHost: evil.example\r\n\r\n")
    assert said.startswith(b"HTTP/1.1 400")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused(alone: Site, headers: dict[str, str]) -> None:
    """Even with the right token and cookie."""
    visitor = alone.visitor()
    form = {"csrf": visitor.token(), "address": "a@b.example"}
    assert visitor.http.post("/start", data=form, headers=headers).status_code == 403


@pytest.mark.parametrize("token", ["", "0" * 32, "é" * 32, "x" * 1000])
def test_a_form_without_its_token_is_refused(alone: Site, token: str) -> None:
    """The token is bound to the visitor's cookie."""
    visitor = alone.visitor()
    visitor.token()
    answer = visitor.http.post("/start", data={"csrf": token, "address": "a@b.example"})
    assert answer.status_code == 403


def test_the_token_of_another_visitor_is_refused(alone: Site) -> None:
    """A token is worth nothing with another cookie, or with none."""
    stolen = alone.visitor().token()
    visitor = alone.visitor()
    assert visitor.http.post("/start", data={"csrf": stolen}).status_code == 403
    visitor.token()
    assert visitor.http.post("/start", data={"csrf": stolen}).status_code == 403


def test_large_bodies_are_refused_at_once(alone: Site) -> None:
    """By their announced length, and while they are read where none is announced."""
    visitor = alone.visitor()
    visitor.token()
    begun = time.monotonic()
    announced = visitor.http.post("/start", content=b"x" * (10 * 1024 * 1024))
    assert announced.status_code == 413

    def chunks() -> object:
        for _ in range(2 * MAX_BODY // 65536):
            yield b"a=" + b"x" * 65534

    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert visitor.http.post("/start", content=chunks(), headers=kind).status_code == 413  # type: ignore[arg-type]
    assert time.monotonic() - begun < 10


def test_many_and_large_headers_are_refused(alone: Site) -> None:
    """A header block has a bound in number and in size."""
    many = {f"x-{number}": "y" for number in range(200)}
    assert alone.visitor(**many).http.get("/").status_code == 431
    name = alone.url.removeprefix("http://")
    said = _raw(alone, f"GET / HTTP/1.1\r\nHost: {name}\r\nX: {'y' * 200_000}\r\n\r\n")
    assert said[:12] in (b"HTTP/1.1 400", b"")


def test_odd_bodies_are_answered(alone: Site) -> None:
    """Wrong types, nested JSON, broken multipart: a plain refusal, never a fault of ours."""
    visitor = alone.visitor()
    visitor.token()
    for kind, body in (
        ("application/json", b"[" * 100_000),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data", b"\x00\xff"),
        ("application/x-www-form-urlencoded", b"%ff%00=%zz&&&==;csrf=%00"),
        ("text/plain", b"csrf=1"),
    ):
        answer = visitor.http.post("/start", content=body, headers={"content-type": kind})
        assert answer.status_code in (400, 403), (kind, answer.status_code)


def test_slow_clients_do_not_hold_up_others(alone: Site) -> None:
    """A hundred half requests are open, and a page still comes at once."""
    name = alone.url.removeprefix("http://").split(":")
    held = [socket.create_connection((name[0], int(name[1])), timeout=10) for _ in range(100)]
    try:
        for each in held:
            each.sendall(b"POST /start HTTP/1.1\r\nHost: x\r\nContent-Le")
        begun = time.monotonic()
        assert alone.visitor().http.get("/").status_code == 200
        assert time.monotonic() - begun < 5
    finally:
        for each in held:
            each.close()


@pytest.mark.parametrize("path", ["/", "/healthz", "/static/mailmend.css"])
def test_head_is_get_without_the_body(alone: Site, path: str) -> None:
    """As those who watch the server ask."""
    answer = alone.visitor().http.head(path)
    assert answer.status_code == 200
    assert not answer.content


def test_the_cookie_is_kept_from_scripts_and_other_sites(alone: Site) -> None:
    """HttpOnly and SameSite; Secure where the server is reached over HTTPS."""
    cookie = alone.visitor().http.get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


def _raw(site: Site, request: str) -> bytes:
    host, port = site.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as plain:
        try:
            plain.sendall(request.encode())
            return plain.recv(4096)
        except ConnectionError:
            return b""
