"""Mail that was taken and cannot leave, and tables that cannot be asked, for causes. Pure."""

from __future__ import annotations

from mailmend.case import Case
from mailmend.causes._logged import server_name
from mailmend.causes._on_server import detail, where
from mailmend.change import ServerAction
from mailmend.facts import (
    Delayed,
    Facts,
    LookupTable,
    MailQueue,
    MailRoute,
    ServerResolver,
    Upstream,
)
from mailmend.text import Text, phrase
from mailmend.verdict import Likely, Possible, Proven, Verdict

_BROKEN = frozenset({"missing", "not-compiled", "unreadable", "unreachable"})


def upstream_refuses(case: Case, facts: Facts) -> Verdict | None:
    """Messages wait for the relay host, which wants a login that is not on file or not right."""
    upstream = facts.first(Upstream)
    if upstream is None:
        return None
    tables = facts.of(
        LookupTable, lambda one: one.setting == "smtp_sasl_password_maps" and bool(one.problem)
    )
    place = tables[0] if tables else upstream
    change = ServerAction("repair-smarthost", server_name(case), None, _mend(place, upstream))
    waiting = [(queue, one) for queue in facts.of(MailQueue) for one in queue.delayed]
    refused = [(queue, one) for queue, one in waiting if _by(one, upstream, "login", "trust")]
    if refused:
        queue, most = refused[0]
        said = phrase(
            "Messages wait because {host} refuses this server: {text}",
            host=upstream.host,
            text=most.text,
        )
        return Proven((upstream, queue, *tables), (change,), said)
    if any(one.problem in _BROKEN and one.stops for one in tables):
        said = phrase(
            "{table}, which holds the login for {host}, is unusable.",
            table=tables[0].table,
            host=upstream.host,
        )
        for_it = tuple(queue for queue, one in waiting if one.why == "table")
        if for_it:
            return Proven((*tables, upstream, *for_it), (change,), said)
        return Likely((*tables, upstream), (change,), said, _wants_login(upstream), "admin")
    if upstream.credentials == "missing":
        return Possible((upstream,), _wants_login(upstream), "admin", (change,))
    return _unreachable(case, facts, upstream)


def _wants_login(upstream: Upstream) -> Text:
    return phrase("Does the relay host {host} want a login?", host=upstream.host)


def _unreachable(case: Case, facts: Facts, upstream: Upstream) -> Verdict | None:
    """Messages wait because the relay host does not answer."""
    hit = [
        (queue, one)
        for queue in facts.of(MailQueue)
        for one in queue.delayed
        if _by(one, upstream, "connection", "names", "tls")
    ]
    if not hit:
        return None
    queue, most = hit[0]
    change = ServerAction("repair-smarthost", server_name(case), None, detail(upstream))
    said = phrase("Messages wait for {host}: {text}", host=upstream.host, text=most.text)
    settle = phrase("Does {host} answer again by now?", host=upstream.host)
    return Likely((upstream, queue), (change,), said, settle, "admin")


def _by(one: Delayed, upstream: Upstream, *whys: str) -> bool:
    return one.why in whys and one.upstream == upstream.host


def _mend(place: LookupTable | Upstream, upstream: Upstream) -> str:
    if isinstance(place, LookupTable):
        return f"{detail(place)}: {place.table} is {place.problem.replace('-', ' ')}"
    return f"{detail(place)} = {upstream.host}"


def names_fail(case: Case, facts: Facts) -> Verdict | None:
    """The server can look up no name, or not its own tables: it finds no way to anybody."""
    dead = facts.of(ServerResolver, lambda one: one.answers is False)
    host = server_name(case)
    waiting = facts.of(MailQueue, lambda one: any(each.why == "names" for each in one.delayed))
    if dead:
        shown = ", ".join(dead[0].servers) or "none"
        change = ServerAction("repair-server-resolver", host, None, f"{dead[0].file}: {shown}")
        said = phrase(
            "The server itself can look up no names: {file} names {servers}.",
            file=dead[0].file,
            servers=shown,
        )
        return Proven((*dead, *waiting), (change,), said)
    copy = facts.first(ServerResolver, lambda one: one.answers is None)
    if copy is None or not waiting:
        return table_fails(case, facts, "sending")
    change = ServerAction("repair-server-resolver", host, None, copy.file)
    settle = phrase(
        "Do the name servers {servers} that {file} names still answer?",
        servers=", ".join(copy.servers) or "none",
        file=copy.file,
    )
    return Possible((copy, *waiting), settle, "admin", (change,))


_WRONG: dict[str, str] = {
    "switched-off": "throws such mail back",
    "no-such-service": "is not among the server's services",
    "held-back": "is held back until somebody asks for it",
    "loops": "leads back to this server",
    "silent": "leads to a port of this server on which nobody listens",
}


def route_fails(case: Case, facts: Facts) -> Verdict | None:
    """The way of mail for others leads nowhere, by the configuration or by what waits for it."""
    broken = facts.of(MailRoute, lambda one: bool(one.problem))
    if not broken:
        return _waits_for_a_way(case, facts)
    first = broken[0]
    change = ServerAction("repair-routing", server_name(case), None, detail(first))
    hop = f" to {first.next_hop}" if first.next_hop else ""
    whose = f"mail for {first.domain}" if first.domain else "mail for other servers"
    way = f"The way of {whose}, {first.transport}{hop}, {_WRONG[first.problem]}"
    said = f"{way}: {where(first)}."
    theirs = (case.recipient or "").rpartition("@")[2].lower()
    if first.domain and first.domain.lstrip(".") != theirs:
        settle = f"Is {first.domain} the domain whose mail does not arrive?"
        return Possible(broken, settle, "admin", (change,), said)
    return Proven(broken, (change,), said)


def _waits_for_a_way(case: Case, facts: Facts) -> Verdict | None:
    """Messages wait because the server found no way for them when it last tried."""
    waiting = [
        (queue, one)
        for queue in facts.of(MailQueue)
        for one in queue.delayed
        if one.why == "routing"
    ]
    if not waiting:
        return None
    queue, most = waiting[0]
    change = ServerAction("repair-routing", server_name(case))
    settle = "Do they go when the queue is tried again (postqueue -f, exim -qff)?"
    return Likely((queue,), (change,), f"Messages wait: {most.text}", settle, "admin")


def table_fails(case: Case, facts: Facts, stops: str) -> Verdict | None:
    """A table that every message is looked up in cannot be asked, so that mail stops."""
    bad = facts.of(LookupTable, lambda one: one.stops == stops and _unusable(one))
    if not bad:
        return None
    change = ServerAction("repair-lookup-table", server_name(case), None, _named(bad[0]))
    said = phrase(
        "{table} is {problem}; {place} names it.",
        table=bad[0].table,
        problem=bad[0].problem.replace("-", " "),
        place=where(bad[0]),
    )
    return Proven(bad, (change,), said)


def _unusable(table: LookupTable) -> bool:
    """Whether it cannot be asked; a login that is missing is the relay host's affair."""
    return table.problem in _BROKEN and table.setting != "smtp_sasl_password_maps"


def _named(table: LookupTable) -> str:
    return f"{detail(table)}: {table.table}"
