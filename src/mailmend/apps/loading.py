"""What the end of a diagnosis needs, in the order in which it is needed."""

from __future__ import annotations

import importlib
from collections.abc import Callable


def parts() -> tuple[Callable[[], object], ...]:
    """Small pieces, so that something more urgent waits for no more than one of them."""
    return (_conclusions, _causes, _wordings)


def _conclusions() -> None:
    for name in ("mailmend.flow", "mailmend.conclude", "mailmend.probes.observe_more"):
        importlib.import_module(name)


def _causes() -> None:
    from mailmend.discover import causes

    causes()


def _wordings() -> None:
    """The tables of wordings are read at the first reply."""
    from mailmend.errors import read_reply

    read_reply(554, "5.7.1", "Relay access denied")
