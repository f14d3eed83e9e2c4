"""What the API keeps, on either database."""

from __future__ import annotations

from pathlib import Path

from tests.apps.farm import ALICE, CANARY, Place
from tests.apps.web.api.callers import Client
from tests.apps.web.site import Site
from tests.io.store.conftest import cluster, database_url

__all__ = ["cluster", "database_url"]


def test_what_was_said_survives_a_restart(tmp_path: Path, place: Place, database_url: str) -> None:
    """Runs, answers to repeated requests, webhooks and published settings are there again."""
    asked = {"case": {"address": ALICE}, "password": CANARY}
    key = {"idempotency-key": "again"}
    with Site(tmp_path, farm=place.farm, database=database_url) as site:
        client = Client.of(site)
        first = client.http.post("/diagnoses", json=asked, headers=key).json()
        over = client.over(first["id"])
        assert over["report"]["working_settings"]["outgoing"]["username"] == ALICE
        hook = client.http.post("/webhooks", json={"url": "https://hooks.example/x"}).json()
        made = client.http.post("/published", json={"diagnosis": first["id"]})
        assert made.status_code == 201, made.text
    with Site(tmp_path, farm=place.farm, database=database_url) as site:
        client = Client(site.url, client.secret)
        again = client.http.post("/diagnoses", json=asked, headers=key)
        assert (again.json(), again.headers["idempotency-replayed"]) == (first, "true")
        assert client.http.get("/diagnoses").json()["items"][0]["id"] == first["id"]
        assert [one["id"] for one in client.http.get("/webhooks").json()] == [hook["id"]]
        domain = client.http.get("/published").json()[0]["domain"]
        assert client.http.get(f"/published/{domain}").json()["verified_with"] == ALICE
        assert client.http.delete(f"/published/{domain}").status_code == 204
        assert client.http.delete(f"/webhooks/{hook['id']}").status_code == 204
        assert client.http.get("/published").json() == client.http.get("/webhooks").json() == []
