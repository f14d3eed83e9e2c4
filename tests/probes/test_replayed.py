"""An observation that was recorded gives the same facts when it is replayed without a network."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from mailmend.case import Case, Outgoing
from mailmend.devices import client_for
from mailmend.facts import Fact, Facts, MailboxDialogue, SmtpDialogue
from mailmend.io.record import RecordingWorld
from mailmend.io.replay import ReplayWorld
from mailmend.probes.budget import Budget
from mailmend.probes.observe import observe
from mailmend.secret import Secret
from mailmend.world import World
from tests.probes.certificates import server_context
from tests.probes.mail_store import Imap
from tests.probes.small_servers import listening
from tests.probes.test_observe import CASE, DNS, HOST, IP, WORD, hosting
from tests.probes.world import LedNet, TableDns, small_world


async def _recorded(case: Case, path: Path) -> list[Fact]:
    net = LedNet()
    async with AsyncExitStack() as stack:
        for port, server in hosting().items():
            context = server.context if port == 465 else None
            net.ports[IP, port] = await stack.enter_async_context(listening(server, context))
        imap = Imap(server_context(HOST), {case.address: WORD})
        net.ports[IP, 993] = await stack.enter_async_context(listening(imap, imap.context))
        recording = RecordingWorld(small_world(net, TableDns(DNS)))
        facts = await _seen(case, recording.world)
    recording.save(path)
    return facts


async def _seen(case: Case, world: World) -> list[Fact]:
    return await observe(case, client_for(case), world, Secret(WORD), Budget())


def told(facts: list[Fact]) -> set[tuple[str, str]]:
    """What the dialogues showed, without their times."""
    every = Facts(facts)
    smtp = {
        (fact.source, str([(s.stage, s.login, s.reply, s.lost, s.detail) for s in fact.steps]))
        for fact in every.of(SmtpDialogue)
    }
    return smtp | {(fact.source, fact.login) for fact in every.of(MailboxDialogue)}


@pytest.mark.parametrize(
    "outgoing",
    [
        CASE.outgoing,
        Outgoing(True, HOST, 25, "none", "", False, "password"),
        replace(CASE.outgoing, username="alice"),
    ],
)
def test_a_replay_tells_the_same_story(outgoing: Outgoing, tmp_path: Path) -> None:
    """Whatever the order in which its connections happen to be dialled."""
    case = replace(CASE, outgoing=outgoing)
    path = tmp_path / "world.json"
    first = asyncio.run(_recorded(case, path))
    second = asyncio.run(_seen(case, ReplayWorld.load(path).world))
    assert told(second) == told(first)
    assert WORD not in path.read_text("utf-8")
