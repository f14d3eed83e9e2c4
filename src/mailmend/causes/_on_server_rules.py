"""A logged-in client that the server's own rules refuse. Pure."""

from __future__ import annotations

from mailmend.case import Case
from mailmend.causes._logged import server_name
from mailmend.causes._on_server import at, detail, ports_meant, where
from mailmend.causes._refusal import Why, why
from mailmend.change import ServerAction, ServerVerb
from mailmend.errors import read_reply
from mailmend.facts import Facts, RestrictionTrace
from mailmend.text import phrase
from mailmend.verdict import Possible, Proven, Verdict

SETTLE = "What the rules named there come to: {0} on {1}."
_WHYS: dict[str, Why] = {
    "relay": "relay",
    "helo": "helo",
    "blocklist": "blocklist",
    "client-name": "client-name",
    "sender-owner": "sender-owner",
    "sender-domain": "sender-domain",
    "sender": "sender-domain",
    "policy-down": "filter",
    "table": "filter",
    "client": "ban",
    "login": "held",
    "content": "content",
}
_VERBS: dict[Why, ServerVerb] = {
    "relay": "permit-authenticated-relay",
    "helo": "exempt-authenticated-from-helo-checks",
    "blocklist": "exempt-authenticated-from-blocklists",
    "client-name": "exempt-authenticated-from-client-name-checks",
    "sender-owner": "allow-sender-for-login",
    "sender-domain": "accept-sender",
    "sender-policy": "exempt-authenticated-from-sender-policy",
    "filter": "repair-filter-service",
    "ban": "unban-address",
    "held": "release-outgoing-hold",
    "content": "review-content-filter",
}
_ABOUT_SENDER = frozenset({"sender-owner", "sender-domain"})


def refused_by_rule(case: Case, facts: Facts, reason: Why) -> Verdict | None:
    """The server's rules refuse a logged-in client for that reason."""
    traces = at(facts.of(RestrictionTrace), ports_meant(case, facts))
    hit = [one for one in traces if _refuses(one) and _reason(one) == reason]
    if not hit or (reason in _ABOUT_SENDER and not _own_sender(case, hit[0])):
        return None
    first = hit[0]
    verb = "repair-lookup-table" if first.rule_kind == "table" else _VERBS[reason]
    change = ServerAction(verb, server_name(case), first.port, _named(first))
    if first.undecided:
        settle = SETTLE.format(", ".join(first.undecided)[:200], first.place)
        return Possible(tuple(hit), settle, "admin", (change,))
    if len(hit) < len(traces):
        return Possible(tuple(hit), phrase("Which port is set on the device?"), "owner", (change,))
    entry = f" ({first.entry_place}: {first.entry})" if first.entry_place else ""
    said = phrase(
        "{where} refuses people who are logged in: {rule}.",
        where=where(first),
        rule=f"{first.rule}{entry}",
    )
    return Proven(tuple(hit), (change,), said)


def _own_sender(case: Case, trace: RestrictionTrace) -> bool:
    """Whether the rule refuses the mailbox's own address, and not for how it is written.

    Another sender, a bare name or a domain that does not exist is the device's to mend.
    """
    by_form = trace.rule.startswith(("reject_non_fqdn_", "reject_unknown_"))
    return trace.sender.lower() == case.address.lower() and not by_form


def _refuses(trace: RestrictionTrace) -> bool:
    return trace.decision in {"reject", "defer"}


def _reason(trace: RestrictionTrace) -> Why:
    """Why the rule refuses: by the words of its own reply, else by what the rule looks at."""
    if trace.rule_kind == "content":
        return "content"
    words = trace.text.split(" ", 2)
    code = words[0] if words[0].isdigit() and len(words[0]) == 3 else "550"
    rest = trace.text.removeprefix(code).strip()
    enhanced, _, text = rest.partition(" ")
    if not enhanced.replace(".", "").isdigit():
        enhanced, text = "", rest
    if text:
        reason = why(read_reply(code, enhanced or None, text, stage="rcpt"))
        if reason not in {"other", "address", "recipient", "recipient-other", "sender"}:
            return reason
    return _WHYS.get(trace.rule_kind, "other")


def _named(trace: RestrictionTrace) -> str:
    """The place of the rule, and that of the table's entry behind it."""
    entry = f"; {trace.entry_place}: {trace.entry}" if trace.entry_place else ""
    return f"{detail(trace)}{entry}"
