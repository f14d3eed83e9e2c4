"""A server under a test's hand for the repairs, and what they make of it."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Sequence

from mailmend.case import Case, Outgoing
from mailmend.change import ServerAction, ServerVerb
from mailmend.facts import Fact, Facts, MailServer
from mailmend.mending.choose import planned
from mailmend.mending.ground import ENCODING, Ground
from mailmend.mending.plan import Advice, Plan
from mailmend.probes.server.host import Host
from mailmend.secret import Secret
from mailmend.world import CommandResult
from tests.probes.server.shell import Names, Scripted

CASE = Case("a@example.org", outgoing=Outgoing(host="mail.example.org", port=587))
FOLDER = "/etc/postfix"


class Server(Scripted):
    """Known outputs and files; ``base64`` and texts for ``sh`` are answered too."""

    async def run(
        self, argv: Sequence[str], timeout_s: float = 15.0, given: str | Secret = ""
    ) -> CommandResult:
        """The known output."""
        if argv[0] == "base64":
            text = self.files.get(argv[-1])
            if text is None:
                return CommandResult(1, "", "no such file")
            return CommandResult(0, base64.encodebytes(text.encode(*ENCODING)).decode())
        if list(argv[:2]) == ["sh", "-c"] and len(argv) == 3:
            known = self.outputs.get(argv[2])
            if isinstance(known, CommandResult):
                return known
            return CommandResult(0, known) if known is not None else CommandResult(1, "", "no")
        return await super().run(argv, timeout_s, given)


def ask(
    verb: ServerVerb,
    server: Server,
    *facts: Fact,
    software: str = "postfix",
    case: Case = CASE,
    client: str = "",
    port: int | None = None,
) -> Plan | Advice:
    """What is planned for that change, where these facts were read and are the reason."""
    known = Facts((MailServer(software=software, running=True), *facts))
    change = ServerAction(verb, "mail.example.org", port)
    host = Host(server, Names())
    return asyncio.run(
        planned(Ground(case, change, Facts(facts), known, host, (client,) if client else ()))
    )


def postfix(main: str, master: str, more: dict[str, str | CommandResult] | None = None) -> Server:
    """A Postfix with those files; ``postconf -x`` tells the same and a few defaults."""
    defaults = (
        "mail_version = 3.7.11\nsmtpd_delay_reject = yes\nqueue_directory = /var/spool/postfix\n"
        "smtpd_sasl_type = dovecot\nsmtpd_sasl_path = private/auth\n"
        "smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, "
        "defer_unauth_destination\n"
    )
    outputs: dict[str, str | CommandResult] = {
        "postconf -x": defaults + main,
        "postconf -h config_directory": FOLDER + "\n",
        "ss -lxH": "u_str LISTEN 0 1 /var/spool/postfix/private/auth 1 * 0\n",
    }
    files = {f"{FOLDER}/main.cf": main, f"{FOLDER}/master.cf": master}
    return Server({**outputs, **(more or {})}, files)


def changed(plan: Plan | Advice, path: str) -> str:
    """What the plan makes of a file. Fails where it leaves it alone."""
    assert isinstance(plan, Plan), plan
    found = [edit for edit in plan.edits if edit.path == path]
    assert len(found) == 1, [edit.path for edit in plan.edits]
    return found[0].new.decode(*ENCODING)


def added(plan: Plan | Advice) -> list[str]:
    """The lines that a plan adds, over all its files."""
    assert isinstance(plan, Plan), plan
    lines: list[str] = []
    for edit in plan.edits:
        old = edit.old.decode(*ENCODING).split("\n")
        lines += [line for line in edit.new.decode(*ENCODING).split("\n") if line not in old]
    return lines
