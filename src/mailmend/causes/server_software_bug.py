"""The mail server stumbles over a harmless habit of this one kind of mail program.

What the person sees: any failure, with one family of programs only; others send with the same
settings.

Proof: the program's exact conversation is refused and a plainer one, with the same settings and
login, is accepted.

Ruled out by: every style of conversation treated alike. A refused greeting name is a rule of the
server, not a defect.

Fix: update the server. Postfix, for a program that trips over BDAT:
smtpd_discard_ehlo_keywords = chunking.
"""

from mailmend.case import Case
from mailmend.causes._servers import same
from mailmend.facts import Facts, SmtpDialogue
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

QUESTION = "Which version is the mail server, and does another program send with these settings?"


@cause(group="software", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from dialogues with one endpoint that differ in style and in how they broke off."""
    for broken in facts.of(SmtpDialogue, _breaks_off):
        others = [one for one in facts.of(SmtpDialogue) if _other_style(one, broken)]
        smooth = [one for one in others if not _breaks_off(one)]
        if smooth:
            return Possible((broken, smooth[0]), QUESTION, "admin")
        if others:
            return RuledOut((broken, *others))
    return Unknown((SmtpDialogue,))


def _breaks_off(one: SmtpDialogue) -> bool:
    """The server hung up, or answered that the syntax is wrong, after a good greeting."""
    return one.speaks_smtp and any(
        step.lost in ("closed", "reset") or (step.reply is not None and step.reply.code == 500)
        for step in one.steps
        if step.stage in ("ehlo", "mail", "rcpt-remote", "rcpt-own")
    )


def _other_style(one: SmtpDialogue, broken: SmtpDialogue) -> bool:
    place = (same(one.host), one.address, one.port, one.mode)
    same_place = place == (same(broken.host), broken.address, broken.port, broken.mode)
    return same_place and one.ehlo_name != broken.ehlo_name
