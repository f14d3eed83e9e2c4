"""The mailbox's account as the server's login service knows it, as causes judge it. Pure."""

from __future__ import annotations

from mailmend.case import Case
from mailmend.causes._logged import server_name
from mailmend.causes._on_server import detail, ports_meant
from mailmend.change import AccountAction, ServerAction
from mailmend.facts import DomainRole, Facts, Helper, ServerAccount, ServerFile, SubmissionService
from mailmend.facts.server_state import Bar
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, Verdict

FULL = phrase("Does the server refuse what full mailboxes send? (quota-status, a rule of its own)")
EVERYBODY = "Does doveadm auth lookup find any other mailbox by the name that people log in with?"
WHOSE = phrase("Are the mailboxes of this domain kept on this server?")
OTHER = phrase("Does the server accept the password of another mailbox (doveadm auth test)?")


def account_missing(case: Case, facts: Facts) -> Verdict | None:
    """The login service works and knows nobody of that name."""
    gone = facts.of(ServerAccount, lambda one: one.known is False)
    if not gone or not _keeps_accounts(facts):
        return None
    change = (AccountAction("recreate", case.address),)
    at_home = facts.of(DomainRole, lambda one: one.local)
    said = phrase("The server's login service knows no account {name}.", name=gone[0].address)
    if not at_home:
        return Possible(gone, WHOSE, "admin", change, said)
    return Proven((*gone, *at_home), change, said)


def _keeps_accounts(facts: Facts) -> bool:
    """Whether the accounts could be read; a list that is missing knows nobody."""
    files = facts.of(ServerFile, lambda one: one.role == "accounts")
    silent = facts.of(Helper, lambda one: one.role == "login" and not one.usable)
    return not silent and not any(one.problem for one in files)


def account_barred(case: Case, facts: Facts, bar: Bar) -> Verdict | None:
    """A field or a list of the login service keeps the account from sending."""
    barred = facts.of(ServerAccount, lambda one: one.bar == bar)
    listed = any(one.setting == "deny" for one in barred)
    if not barred or (bar == "disabled" and not listed and _asked_for_yes_or_no(case, facts)):
        return None
    name, place = barred[0].address, barred[0].place
    match bar:
        case "disabled":
            said = phrase("The account {name} is barred from every login.", name=name)
            return Proven(barred, (AccountAction("unsuspend", case.address, place),), said)
        case "network":
            said = phrase("{name} may log in from certain networks only.", name=name)
            return Proven(barred, (AccountAction("approve-sign-in", case.address, place),), said)
    said = phrase("{name} may log in to read mail, and not to send.", name=name)
    change = AccountAction("enable-smtp-authentication", case.address, place)
    return Proven(barred, (change,), said)


def _asked_for_yes_or_no(case: Case, facts: Facts) -> bool:
    """Whether a service of Postfix or Exim takes the login: it hears yes or no, and no nologin."""
    ports = ports_meant(case, facts)
    return bool(facts.of(SubmissionService, lambda one: bool(one.login) and one.port in ports))


def account_not_found(case: Case, facts: Facts) -> Verdict | None:
    """A file of accounts lists the name, and the login service that asks it finds nobody."""
    lost = facts.of(ServerAccount, lambda one: one.bar == "lookup")
    files = facts.of(ServerFile, lambda one: one.role == "accounts" and bool(lost))
    if not lost or not _keeps_accounts(facts):
        return None
    asked = [one for one in files if one.path == lost[0].file] or list(files)
    place = detail(asked[0]) if asked else ""
    change = ServerAction("repair-authentication-backend", server_name(case), None, place)
    said = f"{lost[0].place} lists {lost[0].address}, and the login service does not find it."
    return Likely((*asked, *lost), (change,), said, EVERYBODY, "admin")


def account_full(case: Case, facts: Facts) -> Verdict | None:
    """The mailbox's quota is used up, which keeps people from sending on some servers only."""
    full = facts.of(ServerAccount, lambda one: one.full)
    if not full:
        return None
    return Possible(full, FULL, "admin", (AccountAction("free-mailbox-space", case.address),))


def password_refused(case: Case, facts: Facts) -> Verdict | None:
    """The server itself refuses the mailbox's password as it was given."""
    refused = facts.of(ServerAccount, lambda one: one.password is False)
    if not refused or not _keeps_accounts(facts):
        return None
    change = (AccountAction("reset-password", case.address),)
    return Likely(refused, change, "", OTHER, "admin")
