"""A secret does not leak by accident."""

from __future__ import annotations

import copy
import json

import pytest

from mailmend.secret import Secret

CANARY = "canary-7f3a"


def test_no_formatting_shows_it() -> None:
    """Neither repr, str, format nor a traceback of a container."""
    secret = Secret(CANARY)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret:>20}", repr([secret]), f"{secret!r}"]
    assert all(CANARY not in text for text in shown)


def test_it_cannot_be_serialised() -> None:
    """Not by copying (which pickling uses too) and not by JSON."""
    with pytest.raises(TypeError):
        copy.copy(Secret(CANARY))
    with pytest.raises(TypeError):
        json.dumps(Secret(CANARY))


def test_reveal_gives_it_out() -> None:
    """For the one place that writes it into verified TLS."""
    assert Secret(CANARY).reveal() == CANARY
    assert Secret(CANARY) == Secret(CANARY)
    assert Secret(CANARY) != Secret("other")
    assert not Secret("")
