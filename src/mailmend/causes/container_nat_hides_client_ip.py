"""The mail server, in a container, sees every client under one internal address.

What the person sees: everybody is shut out at once after one device failed to log in, or rules
about addresses hit the wrong people.

Proof: the server's log, where every "connect from" shows the same 172.x or 10.x address. Possible
where the server, reached at a public address, greets or refuses its client under a private one.

Ruled out by: the client's own address in the server's words.

Fix: host networking, or userland-proxy: false, or the PROXY protocol; no bridge range in
mynetworks; the gateway in fail2ban's ignoreip.
"""

import re

from mailmend.case import Case
from mailmend.causes._names import is_internal
from mailmend.causes._smtp import account_dialogues
from mailmend.change import ServerAction
from mailmend.facts import Facts, SmtpDialogue
from mailmend.verdict import Possible, Unknown, Verdict, cause

SETTLE = "Which client address does the server's log show for a connection from outside?"
QUOTED = re.compile(r"(?:\[|\bfrom )((?:\d{1,3}\.){3}\d{1,3})\b")


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by the client address that the server mentions; its log must settle it."""
    found = tuple(one for one in account_dialogues(case, facts) if _sees_a_gateway(one))
    if not found:
        return Unknown((SmtpDialogue,), SETTLE, "admin")
    change = ServerAction("pass-client-address", found[0].host)
    return Possible(found, SETTLE, "admin", (change,))


def _sees_a_gateway(dialogue: SmtpDialogue) -> bool:
    """Whether a server at a public address names a private one in its replies."""
    if is_internal(dialogue.address):
        return False
    texts = (step.reply.text for step in dialogue.steps if step.reply is not None)
    named = (address for text in texts for address in QUOTED.findall(text))
    return any(is_internal(address) for address in named)
