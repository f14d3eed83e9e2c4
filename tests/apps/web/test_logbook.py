"""The server's log."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from mailmend.apps.web.logbook import configure


@pytest.fixture(name="said")
def _said(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    root, own = logging.getLogger(), logging.getLogger("mailmend")
    before = (list(root.handlers), root.level, own.level)
    configure()
    yield written
    root.handlers[:], level, own_level = before
    root.setLevel(level)
    own.setLevel(own_level)


def test_one_object_a_line_whatever_is_said(said: io.StringIO) -> None:
    """A forged line break stays inside its object."""
    logging.getLogger("mailmend.web").error("failed: %s", 'x\n{"level": "forged"}\x1b[31m')
    (line,) = said.getvalue().splitlines()
    entry = json.loads(line)
    assert entry["level"] == "error"
    assert "forged" in entry["said"]
    assert "\x1b" not in line


def test_fields_stand_beside_what_is_said(said: io.StringIO) -> None:
    """As those of a request."""
    logging.getLogger("mailmend.web").info("request", extra={"fields": {"status": 404}})
    assert json.loads(said.getvalue())["status"] == 404


def test_libraries_are_heard_from_warning_on(said: io.StringIO) -> None:
    """Their chatter is not."""
    logging.getLogger("uvicorn").info("started")
    logging.getLogger("uvicorn").warning("odd")
    assert [json.loads(line)["said"] for line in said.getvalue().splitlines()] == ["odd"]
