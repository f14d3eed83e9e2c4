"""Services for handing in mail that are off, down, or offer no login. Pure."""

from __future__ import annotations

from mailmend.case import Case
from mailmend.causes._logged import server_name
from mailmend.causes._on_server import MAIL, SUBMISSION, at, detail, where
from mailmend.change import ServerAction
from mailmend.facts import Facts, Listener, MailServer, SubmissionService
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, Verdict


def login_not_offered(case: Case, facts: Facts, *, hidden: bool) -> Verdict | None:
    """The configuration offers no login at all, or (``hidden``) none to the client's network."""
    services = [one for one in facts.of(SubmissionService) if one.enabled]
    meant = at(services, _device_ports(case, services))
    without = [one for one in meant if not one.login and one.hidden == hidden]
    if not without or len(without) < len(meant) or at(services, (25,)) == meant:
        return None
    change = ServerAction("offer-authentication", server_name(case), None, detail(without[0]))
    said = phrase("{where} keeps the login from people.", where=where(without[0]))
    return Proven(tuple(without), (change,), said)


def _device_ports(case: Case, services: list[SubmissionService]) -> tuple[int, ...]:
    port = case.outgoing.port
    there = {one.port for one in services}
    return (port,) if port in SUBMISSION and port in there else SUBMISSION


def not_enabled(case: Case, facts: Facts) -> Verdict | None:
    """Both services for phones are left out of the configuration, and nothing listens there."""
    listening = _outward(facts)
    off = [one for one in facts.of(SubmissionService) if not one.enabled]
    alone = [one for one in facts.of(SubmissionService) if one.enabled and one.login]
    if listening is None or {one.port for one in off} != set(SUBMISSION) or alone:
        return None
    if 25 not in listening or listening & set(SUBMISSION):
        return None
    change = ServerAction("enable-submission", server_name(case), None, detail(off[0]))
    said = phrase(
        "The services on ports 587 and 465 are not switched on in {file}.", file=off[0].file
    )
    return Proven(tuple(off), (change,), said)


def nothing_listens(case: Case, facts: Facts) -> Verdict | None:
    """A mail server is installed, and none of its ports is listened on for others."""
    servers = facts.of(MailServer)
    listening = _outward(facts)
    broken = [one for one in servers if one.fault]
    if broken and listening is not None:
        return _refused_by_its_checker(case, broken[0], runs=bool(listening & set(MAIL)))
    if not servers or listening is None or listening & set(MAIL):
        return None
    inward = facts.of(Listener, lambda one: one.port in MAIL)
    name, place = servers[0].software, detail(servers[0]) if servers[0].line and inward else ""
    change = ServerAction("start-mail-service", server_name(case), None, place or name)
    if place:
        said = f"{name} listens for the server itself only: {where(servers[0])}."
        return Proven((*servers, *inward), (change,), said)
    said = phrase("{software} is not running.", software=name)
    if inward:
        said = phrase("{software} listens for the server itself only.", software=name)
    return Proven((*servers, *inward), (change,), said)


def _refused_by_its_checker(case: Case, server: MailServer, *, runs: bool) -> Verdict:
    """The server's files hold a fault: it cannot start, or what runs knows them from before."""
    change = ServerAction("start-mail-service", server_name(case), None, detail(server))
    said = f"{server.software} cannot be started: {server.fault} ({server.place})."
    if runs and server.file.endswith("/main.cf"):  # each of Postfix's processes reads it anew
        return Likely((server,), (change,), said, "Does the mail log speak of it?", "admin")
    if runs:
        settle = "Was the mail server started before that was written?"
        return Possible((server,), settle, "admin", (change,), said)
    return Proven((server,), (change,), said)


def _outward(facts: Facts) -> set[int] | None:
    """The ports that others can reach as far as listeners go; ``None``: not seen."""
    if facts.unseen("listener") or not facts.of(MailServer):
        return None
    return {one.port for one in facts.of(Listener) if one.outward}
