"""A running application with people of two brands, and browsers that keep their cookies."""

from __future__ import annotations

import itertools
import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.testclient import TestClient

from mailmend.apps.web.app import create_app
from mailmend.apps.web.config import WebConfig, networks
from mailmend.apps.web.desk.passwords import hashed_password
from mailmend.apps.web.services import Services
from mailmend.io.store.cases import add_case
from mailmend.io.store.desk.sessions import open_session
from mailmend.io.store.desk.tenants import add_tenant
from mailmend.io.store.desk.users import Role, add_user, set_password, user_named, users_of
from mailmend.io.store.runs import Outcome, add_run, finish_run
from mailmend.secret import Secret

URL = "http://127.0.0.1:8025"
PASSWORD = "correct horse battery"
PEOPLE: tuple[tuple[str, str, Role], ...] = (
    ("ada", "one", "admin"),
    ("eve", "one", "engineer"),
    ("vic", "one", "viewer"),
    ("olaf", "two", "admin"),
)
PROXY = ("127.0.0.1", 50000)
_NUMBERS = itertools.count(1)
_TOKEN = re.compile(r'name="csrf" value="([0-9a-f]{32})"')


@cache
def kept_password() -> str:
    """The hash of everybody's password, made once: it takes long by design."""
    return hashed_password(Secret(PASSWORD))


@dataclass(slots=True)
class Answer:
    """What came back, redirects not followed."""

    status: int
    text: str
    headers: dict[str, str]

    @property
    def location(self) -> str:
        """Where it sends the browser."""
        return self.headers.get("location", "")


@dataclass(slots=True)
class Browser:
    """One browser; ``cookies`` are its own, and so is its network ``address``."""

    client: TestClient
    address: str = field(default_factory=lambda: f"2001:db8:{next(_NUMBERS):x}::1")
    cookies: dict[str, str] = field(default_factory=dict)
    csrf: str = ""

    def get(self, path: str, **headers: str) -> Answer:
        """Load a page; the token of its forms is remembered."""
        answer = self._ask("GET", path, headers=headers)
        found = _TOKEN.search(answer.text)
        self.csrf = found[1] if found else self.csrf
        return answer

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form, with the token of the last page unless another is given.

        Names with ``__`` have a dot there.
        """
        return self._ask("POST", path, data=self._with_token(fields))

    def upload(self, path: str, name: str, content: bytes, **fields: str) -> Answer:
        """Send a form with a file in its field ``file``."""
        files = {"file": (name, content, "application/octet-stream")}
        return self._ask("POST", path, data=self._with_token(fields), files=files)

    def _with_token(self, fields: dict[str, str]) -> dict[str, str]:
        return {"csrf": self.csrf, **{key.replace("__", "."): one for key, one in fields.items()}}

    def sign_in(self, name: str, password: str = PASSWORD) -> Answer:
        """By the form."""
        self.get("/desk/sign-in")
        answer = self.post("/desk/sign-in", name=name, password=password)
        if answer.status == 303:
            self.get("/desk/account")
        return answer

    def _ask(self, method: str, path: str, **more: Any) -> Answer:
        headers = more.pop("headers", None) or {}
        sent = "; ".join(f"{name}={one}" for name, one in self.cookies.items())
        headers = {**headers, "x-forwarded-for": self.address, "cookie": sent.encode()}
        self.client.cookies.clear()
        response = self.client.request(
            method, path, headers=headers, follow_redirects=False, **more
        )
        for name, value in response.cookies.items():
            self.cookies[name] = value
        for line in response.headers.get_list("set-cookie"):
            if "Max-Age=0" in line:
                self.cookies.pop(line.partition("=")[0], None)
        self.client.cookies.clear()
        return Answer(response.status_code, response.text, dict(response.headers))


@dataclass(frozen=True, slots=True)
class Place:
    """The application while it runs."""

    app: FastAPI
    client: TestClient

    def browser(self, person: str = "") -> Browser:
        """A new browser, with that person signed in."""
        made = Browser(self.client)
        if person:
            made.cookies["mailmend-desk"] = self._session(person)
            assert made.get("/desk/account").status == 200
        return made

    def _session(self, person: str) -> str:
        """A session as the sign-in opens it, without the time that a password takes."""

        async def work(session: AsyncSession) -> str:
            user = await user_named(session, person)
            assert user is not None
            return await open_session(session, user.id, datetime.now(UTC))

        made = self.store(work)
        assert isinstance(made, str)
        return made

    def store(self, work: Callable[[AsyncSession], Awaitable[Any]]) -> Any:
        """Do something in the database."""
        found: Services = self.app.state.services

        async def done() -> Any:
            async with found.database.writing() as session:
                return await work(session)

        assert self.client.portal is not None
        return self.client.portal.call(done)

    def case(self, address: str, tenant: str | None = "one", language: str = "en") -> str:
        """A case that is there."""
        document = {"address": address}

        async def work(session: AsyncSession) -> str:
            return await add_case(session, document, language, datetime.now(UTC), tenant)

        made = self.store(work)
        assert isinstance(made, str)
        return made

    def run(self, case_id: str, report: dict[str, Any], result: dict[str, Any]) -> str:
        """A run of it that is over."""

        async def work(session: AsyncSession) -> str:
            now = datetime.now(UTC)
            run = await add_run(session, case_id, "diagnose", now, with_password=False)
            await finish_run(session, run, Outcome("done", report, result), now)
            return run

        made = self.store(work)
        assert isinstance(made, str)
        return made


@contextmanager
def running(folder: Path, database: str = "", **more: Any) -> Iterator[Place]:
    """The application, until the block is left."""
    config = WebConfig(
        database=database or f"sqlite:///{folder / 'desk.db'}",
        state_dir=folder,
        public_url=URL,
        proxies=networks((f"{PROXY[0]}/32",), "--proxy"),
        **more,
    )
    app = create_app(config)
    with TestClient(app, base_url=URL, raise_server_exceptions=False, client=PROXY) as client:
        place = Place(app, client)
        if not place.store(users_of):
            place.store(people)
        yield place


async def people(session: AsyncSession) -> None:
    """The people of two brands, with their password."""
    now = datetime.now(UTC)
    await add_tenant(session, "one", "Brand One", now)
    await add_tenant(session, "two", "Brand Two", now)
    for name, tenant, role in PEOPLE:
        user = await add_user(session, name, tenant, role, now)
        await set_password(session, user, kept_password())
