"""The mail server cannot check passwords at present, because the service that does so is down.

What the person sees: "Check the account settings for the outgoing server", or the connection
failed; everybody on that server is affected.

Proof: AUTH is answered 454 4.7.0, 435 or 451, or IMAP says [UNAVAILABLE] too. Likely where the
server hangs up at EHLO or AUTH on every submission port after a good greeting, as Postfix does when
its SASL service is gone.

Ruled out by: AUTH accepted, or refused for the password (535).

Fix: Dovecot: systemctl status dovecot; the socket /var/spool/postfix/private/auth with mode 0660,
user and group postfix. Postfix: smtpd_sasl_path = private/auth, relative to the queue directory.
Exim: server_socket = /run/dovecot/auth-client, readable by Exim's user.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer, judged_fault, server_name
from mailmend.causes._on_server_parts import login_service_fails
from mailmend.causes._refusal import why
from mailmend.causes._smtp import (
    account_dialogues,
    login_of,
    refused,
    submission_dialogues,
    works_as_set,
)
from mailmend.change import ServerAction
from mailmend.facts import Facts, MailboxDialogue, SmtpDialogue
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

SETTLE = "The mail server's log: does it tell of its login (SASL) service?"
DECIDED = frozenset({435, 451, 454})


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, in the server's log, and on the server itself."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts))
    return firmer(seen_or_logged, login_service_fails(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The server says that it cannot reach its login service."""
    change = ServerAction("repair-authentication-backend", server_name(case))
    return judged_fault(facts, (change,), "login-service")


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the answers to AUTH, else by where the submission ports hang up."""
    held = account_dialogues(case, facts)
    down = tuple(one for one in held if _put_off(one))
    up = tuple(one for one in held if login_of(one) or _refuses_password(one))
    imap = facts.of(MailboxDialogue, lambda one: one.login == "unavailable")
    works = works_as_set(facts)
    if works is not None:
        return RuledOut((works,))
    if down:
        change = ServerAction("repair-authentication-backend", down[0].host, down[0].port)
        if up:
            return Possible((*down, *up), SETTLE, "admin", (change,))
        return Proven((*down, *imap), (change,))
    if up:
        return RuledOut(up)
    return _hung_up(case, facts, imap)


def _hung_up(case: Case, facts: Facts, imap: tuple[MailboxDialogue, ...]) -> Verdict:
    tried = submission_dialogues(case, facts)
    left = tuple(one for one in tried if _hangs_up(one))
    if not left or any(one.capabilities_secure is not None and one not in left for one in tried):
        return Unknown((SmtpDialogue,), SETTLE)
    change = ServerAction("repair-authentication-backend", left[0].host, left[0].port)
    if imap:
        return Proven((*left, *imap), (change,))
    return Likely(left, (change,), "", SETTLE, "admin")


def _put_off(dialogue: SmtpDialogue) -> bool:
    stops = [refused(dialogue, step) for step in dialogue.every("auth")]
    return any(
        stop is not None and stop.reply.code in DECIDED and why(stop.reading) == "login-service"
        for stop in stops
    )


def _refuses_password(dialogue: SmtpDialogue) -> bool:
    return any(step.reply is not None and step.reply.code == 535 for step in dialogue.login_steps)


def _hangs_up(dialogue: SmtpDialogue) -> bool:
    """Whether the server went away at EHLO or AUTH after a good greeting."""
    greeted = dialogue.greeting is not None and dialogue.greeting.positive
    return greeted and any(
        step.stage in {"ehlo", "auth"} and step.lost in {"closed", "reset"}
        for step in dialogue.steps
    )
