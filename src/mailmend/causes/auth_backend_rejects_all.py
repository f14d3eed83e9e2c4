"""The mail server refuses every password, because its list of accounts is missing or wrong.

What the person sees: the user name or password is incorrect, for everybody on that server.

Proof: the server's log says that the list of accounts is missing. None from one account alone: a
login known to be good must be refused as well; possible where AUTH is refused with 535.

Ruled out by: any login accepted for sending.

Fix: Dovecot: doveadm auth test USER, then the passdb it names (file missing or empty, SQL query,
LDAP bind, realm). saslauthd: the mechanism and /etc/pam.d/smtp.
"""

from mailmend.case import Case
from mailmend.causes._logged import firmer, judged_fault, server_name
from mailmend.causes._on_server_accounts import account_not_found
from mailmend.causes._on_server_parts import accounts_missing
from mailmend.causes._smtp import account_dialogues, login_of
from mailmend.change import ServerAction
from mailmend.facts import Facts, SmtpDialogue
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

SETTLE = "Can anybody else on this server send? (Or doveadm auth test for a known good account.)"


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, in the server's log, and on the server itself."""
    seen_or_logged = firmer(_from_here(case, facts), _in_the_log(case, facts))
    there = accounts_missing(case, facts) or account_not_found(case, facts)
    return firmer(seen_or_logged, there)


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """The login service says that it cannot read its list of accounts."""
    change = ServerAction("repair-authentication-backend", server_name(case))
    return judged_fault(facts, (change,), "account-list")


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge by the logins for sending; from one account nobody can tell that all are refused."""
    held = account_dialogues(case, facts)
    accepted = tuple(one for one in held if login_of(one))
    if accepted:
        return RuledOut(accepted)
    refusing = tuple(
        one
        for one in held
        if any(step.reply is not None and step.reply.code == 535 for step in one.login_steps)
    )
    if not refusing:
        return Unknown((SmtpDialogue,), SETTLE, "admin")
    change = ServerAction("repair-authentication-backend", refusing[0].host, refusing[0].port)
    return Possible(refusing, SETTLE, "admin", (change,))
