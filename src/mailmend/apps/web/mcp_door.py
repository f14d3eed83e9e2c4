"""The assistant's tools over HTTP under ``/mcp``, for tokens with the scope ``diagnose``."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from contextvars import ContextVar
from datetime import UTC, datetime
from importlib.metadata import version

from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from mailmend.apps.mcp_tools import Ran, server
from mailmend.apps.web.api.caller import Caller, caller_of
from mailmend.apps.web.api.limits import token_look_buckets
from mailmend.apps.web.job import Job
from mailmend.apps.web.problems import problem
from mailmend.apps.web.rates import TooMany, draw
from mailmend.apps.web.runner import Busy
from mailmend.apps.web.services import Services
from mailmend.apps.web.work import case_document
from mailmend.case import Case
from mailmend.io.store.api.listing import owned_run
from mailmend.io.store.cases import add_case
from mailmend.io.store.runs import StoredRun, find_run

_CALLER: ContextVar[Caller] = ContextVar("caller")


class StoredBackend:
    """A ``mcp_tools.Backend`` over the server's runner, within the token's limits."""

    def __init__(self, services: Services) -> None:
        self._here = services

    async def run(self, case: Case) -> Ran:
        """Diagnose; the run is kept as the API's runs are."""
        here, caller = self._here, _CALLER.get()
        try:
            await draw(
                here.database,
                token_look_buckets(here.config.rates, caller.token.id, case.domain),
            )
            async with here.database.writing() as session:
                case_id = await add_case(
                    session, case_document(case), "en", datetime.now(UTC), caller.owner
                )
            run_id = await here.runner.start(
                Job(case_id, case, scope="engineer", asker=caller.owner)
            )
        except (TooMany, Busy) as later:
            raise ToolError(f"too much at once; try again in {later.wait_s:.0f} s") from None
        async for _ in here.runner.follow(run_id):
            pass
        async with here.database.reading() as session:
            found = _ran(await find_run(session, run_id))
        if found is None:
            raise ToolError("the diagnosis was interrupted; try again")
        return found

    async def ran(self, run_id: str) -> Ran | None:
        """An earlier run of the same caller."""
        async with self._here.database.reading() as session:
            found = await owned_run(session, _CALLER.get().owner, run_id)
        return _ran(found[0]) if found is not None else None


def _ran(run: StoredRun | None) -> Ran | None:
    if run is None or run.report is None:
        return None
    return Ran(run.id, run.report, (run.result or {}).get("settings", {}))


class McpDoor:
    """The ASGI application behind ``/mcp``."""

    def __init__(self, services: Services) -> None:
        self._here = services
        made = server(StoredBackend(services), version("mailmend"))
        # The Host and Origin of a request were checked before; a token is needed besides.
        loose = TransportSecuritySettings(enable_dns_rebinding_protection=False)
        self._app = made.streamable_http_app(
            streamable_http_path="/mcp",
            stateless_http=True,
            json_response=True,
            transport_security=loose,
        )
        self._made = made

    def running(self) -> AbstractAsyncContextManager[None]:
        """The context in which requests are served."""
        return self._made.session_manager.run()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a valid token in."""
        scheme, _, secret = Headers(scope=scope).get("authorization", "").partition(" ")
        caller = await caller_of(self._here, secret) if scheme.lower() == "bearer" else None
        if caller is None or "diagnose" not in caller.token.scopes:
            status = 401 if caller is None else 403
            refusal = problem(
                Request(scope), status, "give a token with the scope diagnose",
                {"www-authenticate": 'Bearer realm="mailmend"'},
            )  # fmt: skip
            await refusal(scope, receive, send)
            return
        _CALLER.set(caller)
        await self._app(scope, receive, send)
