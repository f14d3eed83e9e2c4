"""A load balancer and the mail server behind it disagree about the line that tells who connects.

What the person sees: the connection times out, or "Check the account settings", for everybody.

Proof: none from outside: the server must be reached without the balancer. Possible where ports for
sending are open but never greet or greet with an error of their own, or the first command is
answered as if another had come before it.

Ruled out by: a good greeting and EHLO on the device's port.

Fix: expect the line only where it is sent. Postfix: -o smtpd_upstream_proxy_protocol=haproxy on the
balanced listener. Dovecot: haproxy = yes on the inet_listener and haproxy_trusted_networks. Exim:
hosts_proxy.
"""

from mailmend.case import Case
from mailmend.causes._refusal import says
from mailmend.causes._smtp import device_dialogues, submission_dialogues
from mailmend.change import ServerAction
from mailmend.facts import Facts, SmtpDialogue
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

SETTLE = "Is there a load balancer in front, and does the server greet without it?"


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by how the conversation begins; only the inside of the server's network shows more."""
    begun = tuple(one for one in device_dialogues(case, facts) if _begins_well(one))
    if begun:
        return RuledOut(begun)
    tried = submission_dialogues(case, facts)
    odd = tuple(one for one in tried if _silent(one) or _out_of_step(one) or _gives_up(one))
    if not odd or any(_begins_well(one) for one in tried):
        return Unknown((SmtpDialogue,), SETTLE, "admin")
    change = ServerAction("repair-proxy-protocol", odd[0].host, odd[0].port)
    return Possible(odd, SETTLE, "admin", (change,))


def _begins_well(dialogue: SmtpDialogue) -> bool:
    return any(step.accepted for step in dialogue.every("ehlo"))


def _silent(dialogue: SmtpDialogue) -> bool:
    """No greeting in a state in which one was due: in clear, or inside TLS."""
    step = dialogue.find("greeting")
    return step is not None and step.lost == "timeout" and (step.secure or dialogue.port != 465)


def _out_of_step(dialogue: SmtpDialogue) -> bool:
    step = dialogue.find("ehlo")
    reply = step.reply if step is not None else None
    return reply is not None and reply.code in {500, 502, 503, 521}


def _gives_up(dialogue: SmtpDialogue) -> bool:
    """Postfix waits for the balancer's line and greets with a local error when none comes."""
    step = dialogue.find("greeting")
    reply = step.reply if step is not None else None
    return reply is not None and reply.code == 421 and says(reply.text, r"server local error")
