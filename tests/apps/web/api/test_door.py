"""Who is let in, what is read, what is refused, and how."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta

import pytest

from mailmend.io.store.api.tokens import every_token
from mailmend.io.store.open import opened
from tests.apps.web.api.callers import Client
from tests.apps.web.site import Site

CASE = {"case": {"address": "alice@customer.test"}}


def test_without_a_valid_token_nothing_opens(alone: Site) -> None:
    """Missing, wrong, over, taken back: the same 401 as a problem document."""
    gone = Client.of(alone)
    over = Client.of(alone, ends=timedelta(seconds=-1))

    async def tokens() -> list[str]:
        async with opened(alone.config.database) as database, database.reading() as session:
            return [one.id for one in await every_token(session) if one.expires_at is None]

    gone.revoke(alone, asyncio.run(tokens())[0])
    answers = [
        one.http.get("/causes")
        for one in (Client(alone.url, ""), Client(alone.url, "mm_wrong"), gone, over)
    ]
    assert {one.status_code for one in answers} == {401}
    assert {one.headers["content-type"] for one in answers} == {"application/problem+json"}
    assert len({one.json()["detail"] for one in answers}) == 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/diagnoses"),
        ("POST", "/verifications"),
        ("GET", "/webhooks"),
        ("DELETE", "/published/customer.test"),
    ],
)
def test_every_deed_needs_its_scope(alone: Site, method: str, path: str) -> None:
    """A token that may only read does nothing."""
    body = CASE if path == "/diagnoses" else {"diagnosis": "0" * 32, "password": "x"}
    answer = Client.of(alone, "read").http.request(
        method, path, json=body if method == "POST" else None
    )
    assert answer.status_code == 403
    assert "insufficient_scope" in answer.headers["www-authenticate"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b'{"case": {"address": "a@b.test"}, "case": {}}', 400),
        (b'{"case": {"address": "a@b.test", "address": "c@d.test"}}', 400),
        (b'{"case": ' + b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}", 413),
        (b'{"case": ' + b'{"a":' * 20_000 + b"1" + b"}" * 20_000 + b"}", 400),
        (b'{"case": {"address": "' + b"a" * 10_000_000 + b'"}}', 413),
        (b'{"case": {"address": 7}}', 422),
        (b'{"case": {"address": "alice@customer.test\\r\\nRCPT TO:<x@y>"}}', 422),
        (b'{"case": {"address": "alice@customer.test"}, "unknown": 1}', 422),
        (b'{"case": []}', 422),
        (b"\xff\xfe", 400),
    ],
)
def test_bodies_that_are_refused(alone: Site, body: bytes, status: int) -> None:
    """With the status that says why, and the reason in words."""
    answer = Client.of(alone, "diagnose").http.post(
        "/diagnoses", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code == status, answer.text
    if status != 413:
        assert answer.json()["status"] == status


def test_the_same_key_is_carried_out_once(alone: Site) -> None:
    """The first answer again; another request with the key is refused; another caller is free."""
    client, other = Client.of(alone), Client.of(alone)
    key = {"idempotency-key": "one"}
    first = client.http.post("/diagnoses", json=CASE, headers=key)
    again = client.http.post("/diagnoses", json=CASE, headers=key)
    assert again.json() == first.json()
    changed = {"case": {"address": "bob@customer.test"}}
    assert client.http.post("/diagnoses", json=changed, headers=key).status_code == 422
    assert other.http.post("/diagnoses", json=CASE, headers=key).json()["id"] != first.json()["id"]
    assert len(client.http.get("/diagnoses").json()["items"]) == 1


def test_what_failed_may_be_sent_again_with_its_key(alone: Site) -> None:
    """A refusal is no answer to keep."""
    client = Client.of(alone)
    key = {"idempotency-key": "two"}
    bad = client.http.post("/diagnoses", json={"case": {"address": "no"}}, headers=key)
    assert bad.status_code == 422
    assert client.http.post("/diagnoses", json=CASE, headers=key).status_code == 202


def test_texts_are_explained(alone: Site) -> None:
    """In order, as the command line does."""
    client = Client.of(alone, "read")
    texts = [{"text": "554 5.7.1 Relay access denied", "stage": "rcpt"}, {"text": "lorem ipsum"}]
    found = client.http.post("/explain", json={"texts": texts}).json()["meanings"]
    assert [one["readings"][0]["meaning"] for one in found] == ["relay-denied", "unknown"]


def test_the_catalogue_is_told(alone: Site) -> None:
    """All of it, and the page of one cause."""
    client = Client.of(alone, "read")
    found = client.http.get("/causes").json()
    assert len(found) >= 118
    page = client.http.get("/causes/outgoing-username-blank").json()["page"]
    assert "Proof" in page
    assert client.http.get("/causes/no-such-cause").status_code == 404


def test_the_document_says_what_is_answered(alone: Site) -> None:
    """OpenAPI 3.1, with the token scheme and the faults; no page for people is in it."""
    answer = Client(alone.url, "").http.get(f"{alone.url}/openapi.json").json()
    assert answer["openapi"].startswith("3.1")
    assert all(path.startswith(("/api/v1/", "/healthz", "/readyz")) for path in answer["paths"])
    begin = answer["paths"]["/api/v1/diagnoses"]["post"]
    assert {"202", "401", "422", "429", "503"} <= set(begin["responses"])
    assert begin["security"]


def test_no_password_stays_behind(alone: Site) -> None:
    """Not in the database, nor as something to guess it from without the token."""
    client = Client.of(alone)
    secret = "canary-5f3a-word"
    asked = {**CASE, "password": secret}
    client.over(
        client.http.post("/diagnoses", json=asked, headers={"idempotency-key": "x"}).json()["id"]
    )
    folder = alone.config.state_dir
    kept = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert b"alice@customer.test" in kept
    assert secret.encode() not in kept
    assert json.dumps(secret).encode() not in kept
    assert client.secret.encode() not in kept
