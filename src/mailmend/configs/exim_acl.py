"""What Exim's ACLs come to for a client that is logged in (spec, chapter 44). Pure.

Nothing is expanded: a condition that holds ``${`` cannot be told, and neither can a lookup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from mailmend.configs.exim import Exim, Statement, items
from mailmend.configs.networks import covers
from mailmend.configs.packets import Told, both, either
from mailmend.facts import RuleKind

_KINDS: tuple[tuple[str, RuleKind], ...] = (
    ("dnslists", "blocklist"),
    ("verify = helo", "helo"),
    ("verify = reverse_host_lookup", "client-name"),
    ("verify = sender", "sender-domain"),
    ("verify = recipient", "recipient"),
    ("sender", "sender"),
    ("hosts", "client"),
)


REJECTED = "host_reject_connection"
"""Hosts that are turned away before anything else (spec, chapter 14)."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The client and its envelope; an empty field is not known."""

    client: str
    sender: str
    login: str
    recipient: str
    port: int


@dataclass(frozen=True, slots=True)
class AclEnd:
    """How an ACL ends, and the statement that decides."""

    outcome: Literal["permit", "reject", "defer"]
    acl: str = ""
    statement: Statement | None = None
    undecided: tuple[str, ...] = ()


def walk(exim: Exim, caller: Caller) -> AclEnd:
    """The end of the ACLs that a logged-in client meets up to RCPT."""
    left_open: list[str] = []
    if caller.client and hosts_hold(exim, exim.settings.get(REJECTED, ""), caller.client):
        return AclEnd("reject", REJECTED, Statement("drop", (f"hosts = {REJECTED}",)))
    for setting in ("acl_smtp_connect", "acl_smtp_helo", "acl_smtp_mail", "acl_smtp_rcpt"):
        name = exim.settings.get(setting, "")
        if not name:
            continue
        if name not in exim.acls:
            left_open.append(setting)
            continue
        signed_in = setting in {"acl_smtp_mail", "acl_smtp_rcpt"}
        end = _through(exim, name, caller, signed_in=signed_in)
        if end.outcome != "permit":
            return end
        left_open += end.undecided
    return AclEnd("permit", undecided=tuple(left_open))


def may_log_in(exim: Exim, caller: Caller) -> AclEnd | None:
    """The refusal that every AUTH of this client meets (acl_smtp_auth); ``None`` where none is."""
    name = exim.settings.get("acl_smtp_auth", "")
    if name not in exim.acls:
        return None
    end = _through(exim, name, caller, signed_in=False)
    return None if end.outcome == "permit" or end.undecided else end


def _through(exim: Exim, name: str, caller: Caller, *, signed_in: bool) -> AclEnd:
    left_open: list[str] = []
    for one in exim.acls[name]:
        fits = both(_fits(exim, text, caller, signed_in=signed_in) for text in one.conditions)
        match one.verb, fits:
            case "warn", _:
                continue
            case (("accept" | "discard"), True):
                return AclEnd("permit", name, one, tuple(left_open))
            case (("deny" | "drop"), True):
                return AclEnd("reject", name, one, _may_accept(left_open))
            case "defer", True:
                return AclEnd("defer", name, one, _may_accept(left_open))
            case "require", False:
                return AclEnd("reject", name, one, _may_accept(left_open))
        if fits is None:
            left_open.append(f"{name}: {one}")
    return AclEnd("reject", name, None, _may_accept(left_open))


def _may_accept(left_open: list[str]) -> tuple[str, ...]:
    return tuple(one for one in left_open if ": accept" in one or ": discard" in one)


def _fits(exim: Exim, text: str, caller: Caller, *, signed_in: bool) -> Told:
    name, _, value = text.partition(" = ")
    negated = name.startswith("!")
    found = _test(exim, name.lstrip("! "), value.strip(), caller, signed_in=signed_in)
    return (not found) if negated and found is not None else found


def _test(exim: Exim, name: str, value: str, caller: Caller, *, signed_in: bool) -> Told:
    match name:
        case "authenticated":
            logged_in = bool(caller.login) and bool(exim.logins()) and signed_in
            return logged_in if value == "*" or not logged_in else None
        case "encrypted":
            return True if value == "*" else None
        case "hosts":
            return hosts_hold(exim, value, caller.client)
        case "domains":
            return _domains(exim, value, caller.recipient.rpartition("@")[2].lower(), 5)
        case "sender_domains":
            return _domains(exim, value, caller.sender.rpartition("@")[2].lower(), 5)
        case "local_parts":
            return _patterns(value, caller.recipient.rpartition("@")[0])
        case "senders":
            return _patterns(value, caller.sender)
    return None


def hosts_hold(exim: Exim, value: str, client: str, depth: int = 5) -> Told:
    """Whether a host list holds the client: its first item that fits decides (spec 10.7, 10.1).

    Where none fits, a list that ends in an item with ``!`` holds all others.
    """
    negated = False
    for item in items(value):
        negated, plain = item.startswith("!"), item.lstrip("! ")
        found = _host(exim, plain, client, depth)
        if found is None:
            return None
        if found:
            return not negated
    return negated


def _host(exim: Exim, item: str, client: str, depth: int) -> Told:
    if item in {"", "*"}:
        return item == "*"
    if item.startswith("+") and item[1:] in exim.lists and depth:
        return hosts_hold(exim, exim.lists[item[1:]], client, depth - 1)
    return covers((item,), client) if client else None


def _domains(exim: Exim, value: str, domain: str, depth: int) -> Told:
    if not domain or depth == 0:
        return None
    negated = False
    for item in items(value):
        negated, plain = item.startswith("!"), item.lstrip("! ").lower()
        found = _domain(exim, plain, domain, depth)
        if found is None:
            return None
        if found:
            return not negated
    return negated


def _domain(exim: Exim, item: str, domain: str, depth: int) -> Told:
    if item.startswith("+"):
        listed = {name.lower(): value for name, value in exim.lists.items()}.get(item[1:])
        return None if listed is None else _domains(exim, listed, domain, depth - 1)
    if item in {"*", ""}:
        return item == "*"
    if item == "@":
        return domain == exim.settings.get("primary_hostname", "").lower()
    if item.startswith("*") and re.fullmatch(r"\*[\w.-]+", item):
        return domain.endswith(item[1:])
    return domain == item if re.fullmatch(r"[\w.-]+", item) else None


def _patterns(value: str, subject: str) -> Told:
    outcomes: list[Told] = []
    for item in items(value):
        if item == "*":
            outcomes.append(True)
        elif re.fullmatch(r"[\w.@+-]*", item):
            outcomes.append(item.lower() == subject.lower() if subject else None)
        elif item in {"^[.]", r"^.*[@%!/|]", r"^[./|]", r"^.*[@%!]", r"^.*/\\.\\./"}:
            outcomes.append(False if re.fullmatch(r"[\w+-][\w.+-]*", subject) else None)
        else:
            outcomes.append(None)
    return either(outcomes)


def domains_hold(exim: Exim, value: str, domain: str) -> Told:
    """Whether a domain list holds the domain, by the rules of ``hosts_hold``."""
    return _domains(exim, value, domain.lower(), 5)


def kind_of(statement: Statement | None) -> RuleKind:
    """What the deciding statement looks at; without one the ACL ends and refuses to relay."""
    if statement is None:
        return "relay"
    text = " ".join(statement.conditions)
    wanted = ("domains", "authenticated", "hosts")
    if not text or (statement.verb == "require" and text.startswith(wanted)):
        return "relay"
    if re.search(r"!\s*hosts\b", text):
        return "relay"
    return next((kind for part, kind in _KINDS if part in text), "other")
