"""Runs a repair that no unit would plan, to see that it does not stay. Run in a client's network.

Arguments: target, case file, password file, CA file, resolver, and the lines for main.cf.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from mailmend.apps.server_mend import Proposal, Task, Workshop
from mailmend.apps.server_target import logged_in
from mailmend.facts import Facts
from mailmend.io.files import read_file, read_password
from mailmend.io.world import operator_policy, real_world
from mailmend.mending.ground import Ground
from mailmend.probes.server.host import Host
from mailmend.readers import read_settings_and_facts
from mailmend.server_fixes._postfix import postfix_files


async def main(target: str, case: str, password: str, *more: str) -> str:
    """Apply the forged repair in place of the one that is proposed; how it ended."""
    ca, resolver, lines = more
    read, _ = read_settings_and_facts(case, read_file(case, "case"), None)
    task = Task(target, read, read_password(password)[0], budget_s=12.0)
    policy = operator_policy([read.outgoing.host or ""], resolver)
    world = real_world(policy, resolver, [Path(ca)])
    async with logged_in(target) as shell:
        shop = Workshop(task, world, shell, lambda _: None)
        await shop.enter()
        before = await shop.look()
        proposal = await shop.propose(before)
        change = proposal.mended[0].changes[0]
        ground = Ground(read, change, Facts(), Facts(), Host(shell, world.dns))  # type: ignore[arg-type]
        files = await postfix_files(ground)
        assert files is not None
        for line in lines.split(";"):
            name, _, value = line.partition("=")
            files = files.with_main(name, value)
        forged = files.plan("forged")
        outcome = await shop.mend(Proposal(forged, proposal.mended), before)
    return f"{outcome.state}: {outcome.why}"


if __name__ == "__main__":
    print(asyncio.run(main(*sys.argv[1:7])))
