"""Who logs in when."""

from __future__ import annotations

import asyncio

from mailmend.case import Case, Incoming, Outgoing
from mailmend.facts import Reply, SmtpDialogue, SmtpStep
from mailmend.probes.order import LoginOrder, Usernames

ADDRESS = "alice@customer.test"


def test_the_second_waits_for_the_first_and_is_not_needed_if_it_won() -> None:
    """One accepted login is enough."""

    async def story(won: bool) -> bool:
        order = LoginOrder()
        order.enter(0)
        order.enter(1)
        turn = asyncio.create_task(order.turn(1))
        await asyncio.sleep(0.01)
        assert not turn.done()
        await order.leave(0, won=won)
        return await turn

    assert asyncio.run(story(True)) is False
    assert asyncio.run(story(False)) is True


def test_the_best_does_not_wait_for_worse_ones() -> None:
    """Nor for its equals."""

    async def story() -> bool:
        order = LoginOrder()
        for rank in (0, 0, 5):
            order.enter(rank)
        return await asyncio.wait_for(order.turn(0), 1)

    assert asyncio.run(story())


def test_patience_ends() -> None:
    """A better dialogue that hangs does not hold up the others."""

    async def story() -> bool:
        order = LoginOrder(patience=0.05)
        order.enter(0)
        order.enter(1)
        return await asyncio.wait_for(order.turn(1), 1)

    assert asyncio.run(story())


def dialogue(*logins: tuple[str, int], address: str = "192.0.2.1") -> SmtpDialogue:
    """A dialogue with these logins and their reply codes."""
    steps = tuple(
        SmtpStep(stage="auth", secure=True, reply=Reply(code, ""), detail=name)
        for name, code in logins
    )
    return SmtpDialogue(
        host="mail.hosting.test",
        address=address,
        port=587,
        mode="starttls",
        ehlo_name="x",
        steps=steps,
    )


def test_names_go_from_the_device_to_the_usual_forms() -> None:
    """Blank and unknown names are no names."""
    case = Case(
        ADDRESS, outgoing=Outgoing(username=""), incoming=Incoming(username="alice.customer")
    )
    assert Usernames(case).for_address("192.0.2.1") == ("alice.customer", ADDRESS, "alice")


def test_a_name_refused_at_an_address_is_left_out_there_only() -> None:
    """And an accepted one goes first everywhere."""
    names = Usernames(Case(ADDRESS, outgoing=Outgoing(username="bare")))
    names.learn(dialogue(("bare", 535), (ADDRESS, 235)))
    assert names.for_address("192.0.2.1") == (ADDRESS, "alice")
    assert names.for_address("192.0.2.2") == (ADDRESS, "bare", "alice")


def test_a_mailbox_that_opened_vouches_for_its_name() -> None:
    """Even one that the case does not hold."""
    names = Usernames(Case(ADDRESS))
    names.accepted("u123456")
    assert names.for_address("192.0.2.1")[0] == "u123456"
