"""The program that keeps a repair on a server; it comes with Mailmend and is brought there."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def agent_program() -> str:
    """The text for ``sh``."""
    return (files("mailmend.io") / "agent.sh").read_text("utf-8")
