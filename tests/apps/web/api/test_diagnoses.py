"""Diagnoses by the API, over real sockets, of embedded servers."""

from __future__ import annotations

from typing import Any

from mailmend.apps.demo_servers.farm import HOST
from tests.apps.farm import ALICE, CANARY, Place
from tests.apps.web.api.callers import Client
from tests.apps.web.site import Site


def blank(place: Place) -> dict[str, Any]:
    """A device with a blank user name."""
    outgoing = {
        "host": HOST, "port": place.farm.ports[HOST, 587], "security": "starttls",
        "username": "", "authentication": "password",
    }  # fmt: skip
    return {"address": ALICE, "device": {"os": "iOS"}, "outgoing": outgoing}


def test_the_cause_is_proven_and_the_fix_handed_over(site: Site, place: Place) -> None:
    """The report of the command line, its remedies, why there is no profile; no password."""
    client = Client.of(site, "diagnose", "read")
    found = client.diagnose(blank(place), password=CANARY)
    assert (found["state"], found["cause"], found["sends"]) == (
        "done",
        "outgoing-username-blank",
        "no",
    )
    assert found["report"]["schema"] == "mailmend.report/1"
    assert CANARY not in str(found)
    path = f"/diagnoses/{found['id']}"
    remedies = client.http.get(f"{path}/remedies").json()["remedies"]
    assert any(ALICE in step for each in remedies for step in each["steps"])
    odd_port = client.http.get(f"{path}/profile")
    assert (odd_port.status_code, "a profile cannot carry" in odd_port.text) == (404, True)
    events = client.http.get(f"{path}/events").text
    assert "event: progress" in events
    assert events.rstrip().splitlines()[-1].startswith(("data:", "event: end", "id:"))


def test_another_token_sees_nothing_of_it(site: Site, place: Place) -> None:
    """A foreign run and a missing one are the same 404, in every address."""
    mine, other = Client.of(site), Client.of(site)
    run = mine.diagnose(blank(place))["id"]
    for path in ("", "/remedies", "/profile"):
        foreign = other.http.get(f"/diagnoses/{run}{path}")
        missing = other.http.get(f"/diagnoses/{'0' * 32}{path}")
        assert (foreign.status_code, missing.status_code) == (404, 404)
        assert foreign.json()["detail"] == missing.json()["detail"]
    assert other.http.get("/diagnoses").json()["items"] == []


def test_the_list_comes_in_parts(site: Site) -> None:
    """Every run once, the latest first."""
    client = Client.of(site)
    made = [client.diagnose({"address": f"p{n}@customer.test"})["id"] for n in range(3)]
    first = client.http.get("/diagnoses", params={"limit": 2}).json()
    rest = client.http.get("/diagnoses", params={"limit": 2, "cursor": first["next"]}).json()
    assert [one["id"] for one in first["items"] + rest["items"]] == made[::-1]
    assert rest["next"] is None


def test_a_message_is_tried_once(site: Site, place: Place) -> None:
    """With its own scope; the same key sends nothing twice. These servers refuse every message."""
    client = Client.of(site)
    run = client.diagnose(blank(place), password=CANARY)["id"]
    asked = {"diagnosis": run, "password": CANARY}
    key = {"idempotency-key": "send-1"}
    begun = client.http.post("/verifications", json=asked, headers=key)
    again = client.http.post("/verifications", json=asked, headers=key)
    assert (begun.status_code, again.status_code) == (202, 202)
    assert again.json() == begun.json()
    assert again.headers["idempotency-replayed"] == "true"
    over = client.over(begun.json()["id"])
    assert (over["kind"], over["verification"]["result"]) == ("verify", "refused")
    assert Client.of(site, "read", "diagnose").http.post(
        "/verifications", json=asked
    ).status_code == 403  # fmt: skip


def test_a_stranger_is_no_recipient(site: Site, place: Place) -> None:
    """Only mailboxes of the same domain are written to."""
    client = Client.of(site)
    run = client.diagnose(blank(place))["id"]
    asked = {"diagnosis": run, "password": "x", "recipient": "stranger@elsewhere.test"}
    answer = client.http.post("/verifications", json=asked)
    assert answer.status_code == 422
    assert "same domain" in answer.json()["detail"]
