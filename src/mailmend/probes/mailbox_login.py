"""The control experiment: do the same credentials open the mailbox over IMAP or POP3?"""

from __future__ import annotations

import asyncio

from mailmend.facts import MailboxDialogue, TcpResult
from mailmend.probes.budget import Budget
from mailmend.probes.connect import Target, connect, stamp
from mailmend.probes.imap_session import imap_login
from mailmend.probes.mailbox_talk import MailboxPlan, MailboxTalk, Stop
from mailmend.probes.pop3_session import pop3_login
from mailmend.secret import Secret
from mailmend.wire import imap, pop3, sasl
from mailmend.world import Lost, Withheld, World

HOST_S = 45.0


async def log_in(
    plan: MailboxPlan, world: World, secret: Secret | None, budget: Budget
) -> tuple[TcpResult | MailboxDialogue, ...]:
    """Hold the dialogue: the result of the connection and, where it came about, what was said."""
    async with budget.turns.at(plan.address):
        target = Target(plan.host, plan.address, "mailbox")
        tried = await connect(world, budget.reach, target, plan.port)
        if tried.connection is None:
            return (tried.fact,)
        talk = MailboxTalk(plan, tried.connection, secret, budget.logins)
        try:
            async with asyncio.timeout(HOST_S):
                await _hold(talk)
        except TimeoutError:
            talk.why_not = talk.why_not or f"given up after {HOST_S:.0f} s"
        finally:
            await talk.settle(refused=True)
            await tried.connection.close()
        return tried.fact, stamp(talk.fact(), world.clock)


async def _hold(talk: MailboxTalk) -> None:
    try:
        await (imap_login(talk) if talk.plan.protocol == "imap" else pop3_login(talk))
    except Stop as stop:
        talk.why_not = str(stop)
    except Lost as lost:
        talk.why_not = _not_reached(talk, lost.why)
    except (imap.Malformed, pop3.Malformed):
        talk.why_not = _not_reached(talk, "malformed")
    except (Withheld, sasl.NotPossible):
        await talk.settle(refused=False)
        talk.why_not = "the password was not sent"


def _not_reached(talk: MailboxTalk, why: str) -> str:
    """The reason in words, where no login was decided before the connection was lost."""
    if talk.login != "not-tried":
        return ""
    words = {
        "timeout": "the server fell silent",
        "malformed": f"what the server said is not {talk.plan.protocol.upper()}",
        "too-long": "the server said more than can be read",
    }
    return words.get(why, "the server closed the connection")
