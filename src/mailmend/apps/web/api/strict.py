"""Reads JSON bodies strictly: a name given twice, or nesting without end, is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import HTTPException, Request, Response
from fastapi.routing import APIRoute


class StrictRequest(Request):
    """A request whose JSON has each name once (RFC 8259 section 4 calls others unpredictable)."""

    async def json(self) -> Any:
        """The body. Raises ``HTTPException`` 400."""
        if not hasattr(self, "_json"):
            try:
                self._json = json.loads(await self.body(), object_pairs_hook=_once)
            except RecursionError:
                raise HTTPException(400, "the JSON is nested too deeply") from None
            except ValueError as fault:
                raise HTTPException(400, f"the body is not JSON: {fault}"[:200]) from None
        return self._json


class StrictRoute(APIRoute):
    """A route that reads its body so."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The usual handler, with a stricter request."""
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            return await handle(StrictRequest(request.scope, request.receive))

        return strictly


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name is given twice in one object")
    return found
