"""What the mail service rests on and lacks: files, helpers, accounts, room. Pure."""

from __future__ import annotations

from mailmend.case import Case
from mailmend.causes._logged import server_name
from mailmend.causes._on_server import detail, ports_meant, where
from mailmend.causes._on_server_certificates import key_of_another
from mailmend.causes._on_server_rules import refused_by_rule
from mailmend.causes._on_server_way_out import table_fails
from mailmend.change import ServerAction
from mailmend.facts import Facts, Helper, QueueSpace, ServerFile
from mailmend.text import phrase
from mailmend.verdict import Possible, Proven, Verdict

PROBLEMS: dict[str, str] = {
    "missing": phrase("missing"),
    "unreadable": phrase("unreadable"),
    "empty": phrase("empty"),
}


def certificate_file_fails(case: Case, facts: Facts) -> Verdict | None:
    """A certificate or key file of the ports meant is not there or cannot be read."""
    ports = set(ports_meant(case, facts))
    bad = facts.of(
        ServerFile,
        lambda one: (
            one.role != "accounts"
            and bool(one.problem)
            and (not one.ports or bool(ports & set(one.ports)))
        ),
    )
    if not bad:
        return key_of_another(case, facts)
    change = ServerAction("repair-certificate-files", server_name(case), None, detail(bad[0]))
    said = phrase(
        "{path} is {problem}; {where} names it.",
        path=bad[0].path,
        problem=PROBLEMS.get(bad[0].problem, bad[0].problem),
        where=where(bad[0]),
    )
    return Proven(bad, (change,), said)


def login_service_fails(case: Case, facts: Facts) -> Verdict | None:
    """Nobody listens where the mail server asks about logins."""
    bad = _silent(case, facts, "login")
    if not bad:
        return None
    change = ServerAction("repair-authentication-backend", server_name(case), None, detail(bad[0]))
    if bad[0].trouble:
        return Proven(bad, (change,), _hindered(bad[0], "logins cannot be checked"))
    said = phrase(
        "Nothing answers at {endpoint}, where {where} asks about logins.",
        endpoint=bad[0].endpoint,
        where=where(bad[0]),
    )
    return Proven(bad, (change,), said)


def filter_fails(case: Case, facts: Facts) -> Verdict | None:
    """Nobody listens where the mail server asks a filter, and mail stops for it."""
    bad = _silent(case, facts, "filter")
    if not bad:
        return table_fails(case, facts, "taking") or refused_by_rule(case, facts, "filter")
    change = ServerAction("repair-filter-service", server_name(case), None, detail(bad[0]))
    if bad[0].trouble:
        return Proven(bad, (change,), _hindered(bad[0], "the filter cannot be asked"))
    said = phrase(
        "Nothing answers at {endpoint}, which {where} asks about each message.",
        endpoint=bad[0].endpoint,
        where=where(bad[0]),
    )
    return Proven(bad, (change,), said)


def _silent(case: Case, facts: Facts, role: str) -> tuple[Helper, ...]:
    ports = set(ports_meant(case, facts))
    return facts.of(
        Helper,
        lambda one: (
            one.role == role and not one.usable and one.needed and bool(ports & set(one.ports))
        ),
    )


def _hindered(helper: Helper, what: str) -> str:
    """What comes to a halt and why, in the words of an administrator."""
    at = f" ({helper.place})" if helper.line else ""
    return f"{what[:1].upper()}{what[1:]}: {helper.trouble}{at}."


def accounts_missing(case: Case, facts: Facts) -> Verdict | None:
    """Every file that holds the accounts is missing or empty, so no login can be right.

    Those that the mail server itself asks (they have its ports) go before those of Dovecot.
    """
    files = facts.of(ServerFile, lambda one: one.role == "accounts")
    files = tuple(one for one in files if one.ports) or files
    bad = [one for one in files if one.problem in {"missing", "empty", "unreadable"}]
    if not bad or len(bad) < len(files):
        return None
    change = ServerAction("repair-authentication-backend", server_name(case), None, bad[0].path)
    problem = PROBLEMS.get(bad[0].problem, bad[0].problem)
    said = phrase("The list of accounts {path} is {problem}.", path=bad[0].path, problem=problem)
    asked = facts.of(Helper, lambda one: one.role == "login")
    if asked or bad[0].ports:
        return Proven((*bad, *asked), (change,), said)
    settle = f"Does the mail server look its accounts up in {bad[0].path}?"
    return Possible(tuple(bad), settle, "admin", (change,), said)


def queue_full(case: Case, facts: Facts) -> Verdict | None:
    """There is less room for the queue than one message asks for, or no room for a file."""
    full = facts.of(QueueSpace, lambda one: one.free < one.needed or one.inodes == 0)
    if not full:
        return None
    change = ServerAction("free-queue-space", server_name(case), None, full[0].path)
    said = phrase("The file system of the mail queue {path} is full.", path=full[0].path)
    return Proven(full, (change,), said)
