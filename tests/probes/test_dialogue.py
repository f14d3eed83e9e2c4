"""The SMTP dialogue against real servers on loopback."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from mailmend.facts import SmtpDialogue, TcpResult
from mailmend.probes.budget import Budget
from mailmend.probes.dialogue import DialoguePlan, converse
from mailmend.probes.login import Login
from mailmend.secret import Secret
from tests.probes.server import Handler, Smtp, listening
from tests.probes.world import StreamNet, server_context, small_world

HOST, IP, PORT = "mail.hosting.test", "192.0.2.25", 587
ADDRESS, REMOTE = "alice@customer.test", "bob@elsewhere.test"
WORD = "correct horse"

PLAN = DialoguePlan(
    host=HOST,
    address=IP,
    port=PORT,
    mode="starttls",
    ehlo_name="smtpclient.apple",
    sender=ADDRESS,
    remote_recipient=REMOTE,
    own_recipient=ADDRESS,
    logins=(Login(ADDRESS),),
)


def smtp(**habits: Any) -> Smtp:
    """A good server for alice, but for these habits."""
    return Smtp(context=server_context(HOST), users={ADDRESS: WORD}, **habits)


async def hold(
    handler: Handler, plan: DialoguePlan = PLAN, budget: Budget | None = None, word: str = WORD
) -> SmtpDialogue:
    """The dialogue of the plan with that server."""
    context = handler.context if isinstance(handler, Smtp) and plan.mode == "tls" else None
    async with listening(handler, context) as port:
        net = StreamNet({(plan.address, plan.port): port})
        tcp, dialogue = await converse(plan, small_world(net), Secret(word), budget or Budget())
    assert isinstance(tcp, TcpResult)
    assert tcp.outcome == "open"
    assert isinstance(dialogue, SmtpDialogue)
    return dialogue


def run(
    handler: Handler, plan: DialoguePlan = PLAN, budget: Budget | None = None, word: str = WORD
) -> SmtpDialogue:
    """The same from a plain test."""
    return asyncio.run(hold(handler, plan, budget, word))


def table(dialogue: SmtpDialogue) -> dict[str, int | str | None]:
    """Each step as ``stage`` or ``stage/user`` with the code or the word for why it is lost."""
    return {
        f"{step.stage}/{step.login}" if step.login else step.stage: (
            step.reply.code if step.reply else step.lost
        )
        for step in dialogue.steps
    }


@pytest.mark.parametrize("mode", ["starttls", "tls"])
def test_one_dialogue_shows_the_whole_two_by_two_table(mode: Any) -> None:
    """Anonymous and signed in, remote and own recipient, on one connection."""
    dialogue = run(smtp(), replace(PLAN, mode=mode))
    found = table(dialogue)
    assert found["rcpt-remote"] == 454
    assert found["rcpt-own"] == 250
    assert found["auth"] == 235
    assert found[f"rcpt-remote/{ADDRESS}"] == 250
    assert found[f"rcpt-own/{ADDRESS}"] == 250
    assert dialogue.mechanisms(secure=True) == ("PLAIN", "LOGIN")


def test_data_is_never_sent() -> None:
    """Every transaction ends with RSET."""
    server = smtp()
    run(server)
    assert "DATA" not in server.verbs
    assert server.verbs.count("RSET") == 2
    assert server.verbs[-1] == "QUIT"
