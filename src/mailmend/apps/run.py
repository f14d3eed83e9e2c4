"""One diagnosis from the command line: the world, the flow, the recording."""

from __future__ import annotations

import asyncio
import importlib
import sys
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mailmend.apps.intake import Intake
from mailmend.apps.loading import parts
from mailmend.apps.options import Request
from mailmend.apps.progress import Line
from mailmend.case import Case, InputError
from mailmend.io.loader import load
from mailmend.report import Report
from mailmend.secret import Secret
from mailmend.wire.names import is_address
from mailmend.world import Shell, World

if TYPE_CHECKING:
    from mailmend.facts import Fact
    from mailmend.io.record import RecordingWorld

SWITCH_S = 0.0005
"""How long a thread that loads modules may keep the conversation waiting, in seconds."""

Then = Callable[[Report, World, Secret | None], Awaitable[Report]]


@dataclass(frozen=True, slots=True)
class Stage:
    """The world of one run, the password to use in it, and what records it.

    ``server`` is a recorded one, with the client its rules were asked about.
    """

    world: World
    secret: Secret | None
    recorder: RecordingWorld | None = None
    server: tuple[Shell, str] | None = None


def diagnosed(intake: Intake, request: Request, then: Then | None = None) -> Report:
    """The report for the case; ``then`` may look further in the same world.

    Raises ``InputError`` for an unusable resolver, CA file or recording.
    """
    sys.setswitchinterval(SWITCH_S)
    stage = _recorded(_stage(intake, request), request)
    try:
        with Line(quiet=request.quiet or request.as_json) as line:
            work = _diagnose(intake, request, stage, line, then)
            return asyncio.run(work) if request.replay is None else _replayed(work)
    finally:
        if stage.recorder is not None and request.record is not None:
            stage.recorder.save(Path(request.record))


async def _diagnose(
    intake: Intake, request: Request, stage: Stage, line: Line, then: Then | None
) -> Report:
    early = _ask_early(intake.case, stage.world)
    known = (*intake.facts, *await _on_server(intake.case, request, stage))
    flow = await _loaded(partial(importlib.import_module, "mailmend.flow"))
    loading = asyncio.create_task(_load_the_rest(intake.case))
    report: Report = await flow.diagnose(
        intake.case,
        stage.world,
        stage.secret,
        budget_s=request.timeout,
        progress=line.tell,
        known=known,
    )
    await asyncio.gather(*early, loading)
    return report if then is None else await then(report, stage.world, stage.secret)


async def _load_the_rest(case: Case) -> None:
    """Load what is needed later, behind the rules for names and the judge of certificates."""
    from mailmend.probes.names import suffix_rules

    await suffix_rules(case)
    for part in parts():
        await _loaded(part)
    await _loaded(partial(importlib.import_module, "mailmend.apps.output"))


def _loaded(part: Callable[[], Any]) -> asyncio.Future[Any]:
    return asyncio.wrap_future(load(part))


async def _on_server(case: Case, request: Request, stage: Stage) -> tuple[Fact, ...]:
    """What is read on the server that the command line names. Raises ``InputError``.

    A recording of a run that read one holds what it read.
    """
    if request.server is None and stage.server is None:
        return ()
    from mailmend.apps.server_target import parse_client, read_server
    from mailmend.probes.server.observe import observe_server, view_of

    dns, budget_s = stage.world.dns, request.timeout / 2
    if stage.server is not None:
        shell, recorded = stage.server
        return (await observe_server(shell, dns, view_of(case, recorded), budget_s=budget_s)).facts
    client, recorder = parse_client(request.client_ip), stage.recorder

    def follow(shell: Shell) -> Shell:
        return shell if recorder is None else recorder.shell(shell, client)

    target = request.server or ""
    seen = await read_server(target, dns, view_of(case, client), budget_s=budget_s, follow=follow)
    return seen.facts


def _ask_early(case: Case, world: World) -> list[asyncio.Task[object]]:
    """Ask for the typed hosts' addresses at once: the answers come while the rest is loaded."""
    hosts = [host for host in dict.fromkeys(typed_hosts(case)) if not is_address(host)]
    questions = [(host, rtype) for host in hosts for rtype in ("A", "AAAA")]
    return [asyncio.create_task(_ask(world, *question)) for question in questions]


async def _ask(world: World, host: str, rtype: str) -> object:
    return await world.dns.ask(host, rtype)


def _stage(intake: Intake, request: Request) -> Stage:
    if request.replay is not None:
        from mailmend.io.replay import ReplayWorld

        replayed = ReplayWorld.load(Path(request.replay))
        stand_in = Secret("not needed") if replayed.held_logins else None
        return Stage(replayed.world, intake.secret or stand_in, server=replayed.server)
    if request.no_network:
        from mailmend.io.no_network import no_network_world

        return Stage(no_network_world(), None)
    return Stage(_real_world(intake.case, request), intake.secret)


def _real_world(case: Case, request: Request) -> World:
    from mailmend.io.world import operator_policy, real_world

    policy = operator_policy(typed_hosts(case), request.resolver)
    return real_world(policy, request.resolver, [Path(name) for name in request.ca_files])


def typed_hosts(case: Case) -> list[str]:
    """The hosts that the person named, whose addresses may be dialled wherever they are."""
    outgoing = [entry.host for entry in (case.outgoing, *case.other_outgoing)]
    return [host for host in (*outgoing, case.incoming.host) if host]


def _recorded(stage: Stage, request: Request) -> Stage:
    if request.record is None:
        return stage
    from mailmend.io.record import RecordingWorld

    recorder = RecordingWorld(stage.world)
    if stage.secret is not None:
        recorder.learn(stage.secret)
    return Stage(recorder.world, stage.secret, recorder)


def _replayed(work: Coroutine[None, None, Report]) -> Report:
    """A case that does not fit the recording is the person's input, not Mailmend's failure."""
    from mailmend.io.replay import ReplayMismatch

    try:
        return asyncio.run(work)
    except* ReplayMismatch as faults:
        first = str(_first(faults))
    raise InputError(f"the recording is of another case or another version: {first}")


def _first(fault: BaseException) -> BaseException:
    while isinstance(fault, BaseExceptionGroup):
        fault = fault.exceptions[0]
    return fault
