"""The envelope of a message that is never sent: MAIL, RCPT and RSET, in one flight or in steps."""

from __future__ import annotations

from collections.abc import Sequence

from mailmend.probes.conversation import Command, Conversation
from mailmend.wire import smtp


def envelope(sender: str, remote: str | None, own: str | None, *, utf8: bool) -> list[Command]:
    """The commands, with the recipients that are given. Raises ``smtp.Unsafe``."""
    commands = [Command("mail", smtp.mail_from(sender, utf8=utf8), sender)]
    if remote:
        commands.append(Command("rcpt-remote", smtp.rcpt_to(remote, utf8=utf8), remote))
    if own:
        commands.append(Command("rcpt-own", smtp.rcpt_to(own, utf8=utf8), own))
    return [*commands, Command("rset", smtp.command("RSET"))]


async def stepwise(talk: Conversation, commands: Sequence[Command]) -> None:
    """One command at a time; no RCPT once MAIL is refused."""
    refused = False
    for command in commands:
        if refused and command.stage.startswith("rcpt"):
            continue
        reply = await talk.ask(command)
        if talk.over:
            return
        refused = refused or (command.stage == "mail" and not (reply and reply.positive))


async def collect(talk: Conversation, commands: Sequence[Command], started: float) -> None:
    """The replies of a flight; RCPT after a refused MAIL says nothing and is left out."""
    first = len(talk.steps)
    await talk.collect(commands, started)
    mail = next((step for step in talk.steps[first:] if step.stage == "mail"), None)
    if mail is not None and not mail.accepted:
        talk.steps[first:] = [
            step for step in talk.steps[first:] if not step.stage.startswith("rcpt")
        ]
