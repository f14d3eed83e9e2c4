"""Secrets leave no trace in any form, and innocent text stays."""

from __future__ import annotations

import base64
import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailmend.io.redact import Redactor
from mailmend.secret import Secret

CANARY = 'pÄss"w<ö>rd&\\ 42/+='
FORMS = {
    "raw": CANARY.encode(),
    "utf-16-le": CANARY.encode("utf-16-le"),
    "utf-16-be": CANARY.encode("utf-16-be"),
    "hex": CANARY.encode().hex().encode(),
    "HEX": CANARY.encode().hex().upper().encode(),
    "hex spaced": CANARY.encode().hex(" ").encode(),
    "percent": quote(CANARY).encode(),
    "percent all": quote(CANARY, safe="").encode(),
    "percent lower": quote(CANARY, safe="").replace("%C3%84", "%c3%84").lower().encode(),
    "form": CANARY.replace(" ", "+").encode(),
    "json": json.dumps(CANARY).encode(),
    "json unicode": json.dumps(CANARY, ensure_ascii=False).encode(),
    "html": html.escape(CANARY).encode(),
    "quoted": CANARY.replace("\\", "\\\\").replace('"', '\\"').encode(),
    "base64": base64.b64encode(CANARY.encode()),
    "base64 +1": base64.b64encode(b"x" + CANARY.encode()),
    "base64 +2": base64.b64encode(b"xy" + CANARY.encode() + b"z"),
    "base64 url": base64.urlsafe_b64encode(CANARY.encode()),
    "auth plain": base64.b64encode(b"\0alice@a.test\0" + CANARY.encode()),
    "auth plain with authzid": base64.b64encode(b"bob\0alice@a.test\0" + CANARY.encode()),
    "base64 utf-16": base64.b64encode(CANARY.encode("utf-16-le")),
}


@pytest.mark.parametrize("form", [name for name in FORMS if name not in ("percent lower", "form")])
def test_every_form_is_blotted_out(form: str) -> None:
    """Whatever a server or a program makes of the secret, it is found and replaced."""
    redactor = Redactor([Secret(CANARY)])
    data = b"535 before " + FORMS[form] + b" after"
    cleaned = redactor.clean(data)
    assert redactor.finds(data)
    assert FORMS[form] not in cleaned
    assert cleaned.startswith(b"535 before ")
    assert cleaned.endswith(b" after")
    assert b"***" in cleaned


@pytest.mark.parametrize("before", range(4))
@pytest.mark.parametrize("secret", ["hunter22", "abcd", "0123456789abcdef", "längeres Passwort"])
def test_base64_is_found_at_every_alignment(secret: str, before: int) -> None:
    """Also between other data, and the whole run goes."""
    run = base64.b64encode(b"u" * before + b"\0" + secret.encode() + b"\0tail")
    cleaned = Redactor([Secret(secret)]).clean(b"AUTH PLAIN " + run + b"\r\n")
    assert cleaned == b"AUTH PLAIN ***\r\n"


def test_innocent_text_is_left_alone() -> None:
    """A reply that only looks a little alike stays as it is."""
    redactor = Redactor([Secret("correct horse")])
    reply = b"535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6 correct hors"
    assert redactor.clean(reply) == reply
    assert not redactor.finds(reply)


def test_a_short_secret_counts_only_as_a_word() -> None:
    """``test`` is blotted out where it stands alone, not inside host names."""
    redactor = Redactor([Secret("test")])
    assert redactor.clean(b"550 <a@mail.test> rejected, test") == b"550 <a@mail.test> rejected, ***"


def test_several_secrets_and_none() -> None:
    """All that are known are blotted out; the empty one is nothing."""
    redactor = Redactor([Secret("first-secret"), Secret(""), Secret("second-secret")])
    assert redactor.clean(b"first-secret second-secret") == b"*** ***"
    assert Redactor([Secret("")]).clean(b"nothing") == b"nothing"
    assert redactor.clean_text("a first-secret\udcff") == "a ***\udcff"


def test_the_redactor_shows_nothing() -> None:
    """Its own representation holds no secret."""
    assert "first-secret" not in repr(Redactor([Secret("first-secret")]))


@given(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=8, max_size=40),
    st.binary(max_size=40),
    st.binary(max_size=40),
)
def test_no_secret_survives_cleaning(secret: str, before: bytes, after: bytes) -> None:
    """Raw and base64 forms are gone whatever stands around them."""
    redactor = Redactor([Secret(secret)])
    raw = secret.encode()
    assert raw not in redactor.clean(before + raw + after).replace(b"***", b"")
    encoded = base64.b64encode(before + raw + after)
    assert redactor.clean(encoded) == b"***"
