"""A repair from beginning to end, on a small server: it stays proven, or goes back."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from mailmend.mending.agent import Agent
from mailmend.mending.plan import Plan
from mailmend.mending.proof import Look
from mailmend.mending.story import Mending, Order, Outcome
from mailmend.world import ShellLost
from tests.mending.test_proof import RECEIVED, Seen, talk
from tests.mending.transaction import ID, WHO, Small


@pytest.fixture
def small(tmp_path: Path) -> Small:
    """A server that nobody has mended yet."""
    return Small.at(tmp_path)


def mend(
    small: Small,
    after: Callable[[], Look],
    plan: Plan | None = None,
    fresh: Agent | None = None,
    *,
    unproven: bool = False,
) -> Outcome:
    """Run a repair; ``fresh`` is the hand over the second connection."""

    async def again() -> Look:
        return after()

    @asynccontextmanager
    async def second() -> AsyncIterator[Agent]:
        yield fresh or small.agent

    wanted = Order(ID, plan or small.plan(), WHO, ("permit-sasl-missing",), 30, signs_in=True)
    work = Mending(small.agent, second, Seen(inside=(), fixed=False).look(), again, lambda _: None)
    return asyncio.run(work.run(replace(wanted, unproven=unproven)))


def test_a_proven_repair_stays(small: Small) -> None:
    """And says how the server took the reload."""
    outcome = mend(small, lambda: Seen().look())
    assert (outcome.state, small.holds, small.state) == ("fixed", "new", "confirmed")
    assert outcome.reloaded == "the same process serves on"


def test_a_second_look_may_prove_what_the_first_did_not(small: Small) -> None:
    """A server needs a moment."""
    looks = iter((Seen(inside=()).look(), Seen().look()))
    assert mend(small, lambda: next(looks)).state == "fixed"


def test_an_unproven_repair_goes_back(small: Small) -> None:
    """What failed is said."""
    outcome = mend(small, lambda: Seen(inside=()).look())
    assert (outcome.state, small.holds, small.state) == ("rolled-back", "old", "rolled-back")
    assert "A message is accepted for sending: failed" in outcome.why


def test_what_was_not_seen_stays_only_on_request(small: Small) -> None:
    """A failure never does."""
    unseen = Seen(outside=(talk(25, RECEIVED),)).look
    assert mend(small, unseen).state == "rolled-back"
    shutil.rmtree(small.base)
    assert mend(small, unseen, unproven=True).state == "fixed"


def test_a_failure_goes_back_even_on_request(small: Small) -> None:
    """Something was opened or is still broken."""
    assert mend(small, Seen(inside=()).look, unproven=True).state == "rolled-back"


@pytest.mark.parametrize("text", ["check", "reload"])
def test_a_checker_or_reload_that_fails_goes_back(small: Small, text: str) -> None:
    """With the words of the server's own programs; nothing is looked at then."""

    def never() -> Look:
        raise AssertionError

    outcome = mend(small, never, small.plan(**{text: "echo 'line 7: bad'; exit 1"}))
    assert (outcome.state, small.holds) == ("rolled-back", "old")
    assert "line 7: bad" in outcome.checked


def test_a_refused_repair_touches_nothing(small: Small) -> None:
    """The file has changed since it was read."""
    small.etc("a.cf").write_bytes(b"theirs")
    outcome = mend(small, Seen().look)
    assert (outcome.state, small.file("a.cf")) == ("refused", b"theirs")
    assert "has changed" in outcome.why


def test_somebody_elses_edit_in_between_is_left_alone(small: Small) -> None:
    """It is neither confirmed over nor rolled over: a person must look."""

    def meddled() -> Look:
        small.etc("b.cf").write_bytes(b"theirs")
        return Seen(inside=()).look()

    outcome = mend(small, meddled)
    assert (outcome.state, small.file("b.cf")) == ("stuck", b"theirs")
    assert outcome.foreign.endswith("b.cf")


class _Lost(Agent):
    """A hand whose connection is gone."""

    async def phase(self, verb: str, id_: str, *more: str):  # type: ignore[no-untyped-def]
        raise ShellLost("the connection broke")


def test_no_new_connection_means_no_confirmation(small: Small) -> None:
    """The repair may have shut the door: the old connection takes it back."""
    gone = _Lost(small.agent._shell, "exit 1", str(small.base))
    outcome = mend(small, Seen().look, fresh=gone)
    assert (outcome.state, small.holds) == ("rolled-back", "old")


def test_an_interruption_takes_it_back_before_it_leaves(small: Small) -> None:
    """Whatever the interruption is."""

    def interrupted() -> Look:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        mend(small, interrupted)
    assert (small.holds, small.state) == ("old", "rolled-back")
