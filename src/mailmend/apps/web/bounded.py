"""HTTP/1.1 by uvicorn's parser in C, with bounds it does not have: for heads, and for time."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MAX_HEAD = 16 * 1024
"""Bytes of a request line with its header fields."""

REQUEST_S = 20.0
"""How long a whole request may take to arrive, in seconds."""


class Bounded(HttpToolsProtocol):
    """One connection. Who sends too much, or too slowly, is disconnected."""

    _timer: asyncio.TimerHandle | None = None
    _head = 0
    _piece = 0
    _in_head = True
    _under_way = False
    _refused = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn's own
        """The time for the first request runs from here."""
        super().connection_made(transport)
        self._start()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._stop()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what belongs to a head."""
        if self._refused:
            return
        self._piece = len(data)
        if self._in_head:
            self._head += self._piece
        super().data_received(data)
        if self._in_head and self._head > MAX_HEAD:
            self._refuse()
        if self._under_way and self._timer is None:
            self._start()

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
