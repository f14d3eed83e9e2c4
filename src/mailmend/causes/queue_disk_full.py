"""The mail server has no disk space left to take new messages.

What the person sees: the sender address was rejected by the server, for everybody on that server.

Proof: MAIL FROM is put off with 452 and a text about storage or disk space.

Ruled out by: MAIL FROM accepted.

Fix: free space on the file system of the queue (df -h and df -i; Postfix /var/spool/postfix, Exim
/var/spool/exim4). Postfix needs 1.5 times message_size_limit free; lowering that or queue_minfree
helps for a moment only. Exim: check_spool_space.
"""

from mailmend.case import Case
from mailmend.causes._after_login import after_login, judge_refusal
from mailmend.causes._logged import firmer, judged_fault, server_name
from mailmend.causes._on_server_parts import queue_full
from mailmend.causes._refusal import why
from mailmend.causes._smtp import device_dialogues, every_refusal
from mailmend.change import Change, ServerAction
from mailmend.facts import Facts
from mailmend.verdict import Proven, Verdict, cause

SETTLE = "The free space of the mail queue's file system on the server."


def _changes(host: str, _port: int | None) -> tuple[Change, ...]:
    return (ServerAction("free-queue-space", host),)


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, in the server's log, and on the server itself."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts))
    return firmer(seen_or_logged, queue_full(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The server says that there is not enough space for its queue."""
    return judged_fault(facts, _changes(server_name(case), None), "disk")


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the reply to MAIL FROM: a full disk refuses everybody, logged in or not."""
    if not after_login(case, facts).accepted:
        for one in every_refusal(device_dialogues(case, facts)):
            if one.step.stage == "mail" and why(one.reading) == "disk":
                return Proven((one.dialogue,), _changes(one.dialogue.host, None))
    return judge_refusal(case, facts, ("disk",), _changes, settle=SETTLE)
