"""Texts from customers, servers and files are shown as texts, wherever they stand."""

from __future__ import annotations

from typing import Any

import html5lib
import pytest

from tests.apps.web.desk.place import Place

XSS = (
    "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"
    "\u202egnp\u202c\u2066\x1b[31m{{1234567*7}}"
)
OWN_SCRIPTS = ("/static/",)


def report() -> dict[str, Any]:
    """A report in which everybody outside speaks that way."""
    fact = {"id": "f1", "kind": "smtp-dialogue", "vantage": "here", "raw": XSS}
    verdict = {
        "cause": "cert-expired",
        "status": "proven",
        "where": "server",
        "summary": XSS,
        "because": ["f1"],
    }
    return {
        "sends": "no",
        "verdicts": [verdict],
        "facts": [fact],
        "case": {"outgoing": {"host": "mail.hosting.test", "username": XSS}},
        "working_settings": {"outgoing": {"host": XSS, "port": 587, "username": XSS}},
        "unknown": [{"what": XSS, "would_settle": XSS, "ask": "owner"}],
    }


def result() -> dict[str, Any]:
    """The answer and the evidence beside it."""
    steps = [XSS, XSS, f"{XSS}\n{XSS}", XSS, XSS]
    remedies = [
        {"id": "ios-steps", "for": "owner", "title": XSS, "steps": steps},
        {"id": "customer-reply", "for": "engineer", "title": XSS, "steps": steps},
    ]
    answer = {"found": [{"summary": XSS}], "remedies": remedies, "way": []}
    evidence = {"facts": {"f1": [XSS, XSS, XSS]}, "changes": {"cert-expired": [XSS]}}
    return {"answers": {"en": answer}, "evidence": evidence}


def _check(page: str) -> None:
    """No element of theirs, no attribute that acts, no character that does not print."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        assert not any(name.startswith("on") for name in element.attrib)
        assert element.tag != "img"
        if element.tag == "script":
            assert element.get("src", "").startswith(OWN_SCRIPTS)
            assert not element.text
    assert not any(char in page for char in "\u202e\u2066\x1b")
    assert "8641969" not in page


@pytest.mark.parametrize("role", ["ada", "vic"])
def test_every_page_of_a_case_shows_texts_as_texts(place: Place, role: str) -> None:
    """The answer, the evidence, the reply, the history, the comparison."""
    case = place.case("zoe@customer.test")
    for _ in range(2):
        place.run(case, report(), result())
    ada = place.browser("ada")
    page = f"/desk/cases/{case}"
    ada.get(page)
    for path, field in (("note", "text"), ("sent", "text")):
        assert ada.post(f"{page}/{path}", **{field: XSS}).status == 303
    ada.upload(f"/desk/attach/{case}", XSS[:60], XSS.encode())
    ada.post(f"/desk/attach/{case}", text=XSS, is_error="yes")
    reader = place.browser(role)
    for path in (page, f"{page}/compare", "/desk/cases?state=all&q=zoe", "/desk/incidents"):
        shown = reader.get(path)
        assert shown.status == 200
        _check(shown.text)


def test_what_is_typed_comes_back_as_text(place: Place) -> None:
    """In searches, in forms that are refused, at the sign-in, in problems."""
    ada = place.browser("ada")
    _check(ada.get(f"/desk/cases?q={'%22%3E%3Cscript%3E'}&state=%3Cb%3E&page=%3Cb%3E").text)
    ada.get("/desk/new-case")
    for field in ("address", "error", "device", "outgoing__host", "language", "onset"):
        answer = ada.post(
            "/desk/new-case", **{"address": "a@b.test", "outgoing__port": "x", field: XSS}
        )
        assert answer.status == 400
        _check(answer.text)
    stranger = place.browser()
    stranger.get("/desk/sign-in")
    _check(stranger.post("/desk/sign-in", name=XSS, password=XSS, next=XSS).text)
    _check(ada.get("/desk/new-case?address=%22%3E%3Cscript%3E").text)


def test_pages_are_private_and_bound(place: Place) -> None:
    """Not stored, not framed, no inline script or style; nothing for search machines."""
    page = place.browser("ada").get("/desk/cases")
    assert page.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert "unsafe-inline" not in page.headers["content-security-policy"]
    assert "noindex" in page.headers["x-robots-tag"]
    assert "style=" not in page.text
    assert "<style" not in page.text


@pytest.mark.parametrize("page", ["0", "-1", "99999999999", "1e3", "", "٣", "x"])
def test_an_odd_page_number_is_the_first_or_an_empty_one(place: Place, page: str) -> None:
    """Never a fault."""
    assert place.browser("ada").get(f"/desk/cases?page={page}").status == 200


def test_what_is_too_large_is_refused(place: Place) -> None:
    """A form at the edge, a file where it is read, a body without an end too."""
    case = place.case("zoe@customer.test")
    ada = place.browser("ada")
    ada.get(f"/desk/cases/{case}")
    assert ada.post(f"/desk/cases/{case}/note", text="x" * 300_000).status == 413
    assert ada.post(f"/desk/cases/{case}/note", text="x" * 9_000).status == 400
    assert ada.upload(f"/desk/attach/{case}", "big", b"x" * (8 * 1024 * 1024 + 1)).status == 400
    assert ada.upload(f"/desk/attach/{case}", "big", b"x" * (9 * 1024 * 1024)).status == 413
