"""HTTP/1.1 by uvicorn's parser in C, with bounds it does not have: for heads, and for time.

An application with a method ``direct`` is asked first whether it knows the answer to the bytes.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from typing import Any

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from mailmend.apps.web.published.answers import Answer

Direct = Callable[[bytes], Answer | None]
"""Knows the answer to the bytes of a whole request, where they need no parser."""

MAX_HEAD = 16 * 1024
"""Bytes of a request line with its header fields."""

REQUEST_S = 20.0
"""How long a whole request may take to arrive, in seconds."""

_OK = b"HTTP/1.1 200 OK\r\n"


def _parsed(_: bytes) -> None:
    """An application that wants every request parsed."""


class Bounded(HttpToolsProtocol):
    """One connection. Who sends too much, or too slowly, is disconnected."""

    _timer: asyncio.TimerHandle | None = None
    _head = 0
    _piece = 0
    _in_head = True
    _under_way = False
    _refused = False

    def __init__(self, config: uvicorn.Config, *more: Any, **named: Any) -> None:
        super().__init__(config, *more, **named)
        self._direct: Direct = getattr(self.app, "direct", _parsed)
        self._most = self.limit_concurrency or sys.maxsize

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """The time for the first request runs from here."""
        super().connection_made(transport)
        self._start()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Answer at once what needs no parser; else count what belongs to a head."""
        if self._refused or self._answered(data):
            return
        self._piece = len(data)
        if self._in_head:
            self._head += self._piece
        super().data_received(data)
        if self._in_head and self._head > MAX_HEAD:
            self._refuse()
        is_awaited = self._under_way or (self._head and self._is_free())
        if is_awaited and self._timer is None:
            self._start()

    def _answered(self, data: bytes) -> bool:
        """Whether these bytes were a whole request that the application answers directly."""
        if self._head or self._under_way or not self._is_idle():
            return False
        answer = self._direct(data)
        if answer is None:
            return False
        self._stop()
        fields = [b"%b: %b\r\n" % header for header in self.server_state.default_headers]
        self.transport.write(b"".join((_OK, *fields, answer.tail)))
        self.on_response_complete()
        return True

    def _is_idle(self) -> bool:
        """Whether nothing is being answered, and the client and the server keep up."""
        is_behind = self.flow.write_paused or len(self.connections) >= self._most
        return self._is_free() and not is_behind

    def _is_free(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def on_message_begin(self) -> None:
        """A request has begun; where it is not whole at once, its time runs."""
        self._under_way = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is there; one that came in a large piece is measured now."""
        self._in_head = False
        if max(self._head, self._piece) > MAX_HEAD and self._size() > MAX_HEAD:
            self._refuse()
        if not self._refused:
            super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Part of a body."""
        if not self._refused:
            super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole; the next one begins with a head."""
        self._stop()
        self._in_head, self._under_way, self._head = True, False, 0
        if not self._refused:
            super().on_message_complete()

    def _size(self) -> int:
        return len(self.url) + sum(len(name) + len(value) for name, value in self.headers)

    def _refuse(self) -> None:
        self._refused = True
        self.send_400_response("The request is too large.")

    def _start(self) -> None:
        self._timer = self.loop.call_later(REQUEST_S, self._too_slow)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _too_slow(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
