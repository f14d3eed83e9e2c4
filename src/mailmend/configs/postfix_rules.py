"""What Postfix's restriction lists make of one envelope (SMTPD_ACCESS_README, postconf(5)). Pure.

A rule permits, refuses, or leaves it to the next. A rule that rests on a table, on DNS or on a
service of its own asks a ``Question``; it is undecided until the question is answered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from mailmend.configs.postfix import Postfix, Service, words
from mailmend.configs.postfix_asking import (
    FAILS,
    FULL_NAME,
    HOST_NAME,
    NEXT,
    OPEN,
    Asking,
    End,
    Envelope,
)
from mailmend.configs.postfix_domains import Answers, Question, domain_of
from mailmend.configs.postfix_listed import listed
from mailmend.configs.postfix_tables import access_keys
from mailmend.facts import RuleKind

LISTS = (
    "smtpd_client_restrictions",
    "smtpd_helo_restrictions",
    "smtpd_sender_restrictions",
    "smtpd_relay_restrictions",
    "smtpd_recipient_restrictions",
    "smtpd_data_restrictions",
    "smtpd_end_of_data_restrictions",
)
MAX_DEPTH = 5
_TAKES_ARGUMENT = re.compile(r"check_|reject_rbl_client|reject_rhsbl_|permit_dnswl_|permit_rhswl_")
_KINDS: tuple[tuple[str, RuleKind], ...] = (
    ("helo", "helo"),
    ("rbl", "blocklist"),
    ("rhsbl", "blocklist"),
    ("sender_login", "sender-owner"),
    ("sender_domain", "sender-domain"),
    ("unauth_destination", "relay"),
    ("relay", "relay"),
    ("client_hostname", "client-name"),
    ("policy_service", "policy"),
    ("sasl_access", "login"),
    ("sender", "sender"),
    ("recipient", "recipient"),
    ("client", "client"),
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the lists come to, and the rule that decides.

    ``undecided`` are the rules that were left open: for a refusal those before it in its list that
    may have permitted, else all. ``questions`` would decide them. ``end`` has the table's entry
    that decides, where one does.
    """

    outcome: Literal["permit", "reject", "defer"]
    parameter: str = ""
    rule: str = ""
    kind: RuleKind = "other"
    text: str = ""
    undecided: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    end: End = NEXT


def rule(postfix: Postfix, service: Service, envelope: Envelope, answers: Answers) -> Ruling:
    """Walk all lists in the order in which smtpd(8) does at RCPT."""
    walk = _Walk(postfix, service, envelope, answers)
    for parameter in LISTS:
        if parameter == "smtpd_relay_restrictions" and not walk.has_relay_list():
            continue
        before = len(walk.undecided)
        ending = walk.through(words(postfix.value(parameter, service)), MAX_DEPTH)
        if ending.outcome in {"reject", "defer"}:
            open_ = tuple(one for one in walk.undecided[before:] if not _never_permits(one))
            return Ruling(
                "reject" if ending.outcome == "reject" else "defer",
                parameter,
                ending.rule,
                ending.kind,
                ending.text,
                open_,
                walk.left_open()[1],
                ending,
            )
    return walk.unlisted() or Ruling("permit", "", "", "other", "", *walk.left_open())


def _never_permits(rule_text: str) -> bool:
    return rule_text.startswith(("reject_", "check_policy_service"))


def kind_of(name: str) -> RuleKind:
    """What a rule of that name looks at."""
    if name in {"reject", "defer"}:
        return "relay"
    return next((kind for part, kind in _KINDS if part in name), "other")


class _Walk(Asking):
    """One envelope on its way through the lists."""

    def has_relay_list(self) -> bool:
        """Whether this Postfix knows the list (2.10 and later)."""
        return "smtpd_relay_restrictions" in {**self.postfix.main, **self.service.overrides}

    def unlisted(self) -> Ruling | None:
        """Refuse an own address that does not exist, where that is switched on for senders."""
        setting = "smtpd_reject_unlisted_sender"
        if not self.postfix.flag(setting, self.service):
            return None
        end = listed(self, self.envelope.sender)
        if end.outcome not in {"reject", "defer"}:
            return None
        outcome: Literal["reject", "defer"] = "reject" if end.outcome == "reject" else "defer"
        return Ruling(outcome, setting, setting, end.kind, end.text, (), self.left_open()[1], end)

    def through(self, items: tuple[str, ...], depth: int) -> End:
        """The end of one list: what its first deciding rule says, else ``next``."""
        for name, argument, warned in _rules(items):
            end = self._one(name, argument, depth)
            if end.outcome == "open":
                self.undecided.append(f"{name} {argument}".strip())
            elif end.outcome == "permit" or (end.outcome != "next" and not warned):
                shown = f"{name} {argument}".strip()
                return replace(end, rule=end.rule or shown, kind=_kind(end, name))
        return NEXT

    def _one(self, name: str, argument: str, depth: int) -> End:
        if name in words(self.postfix.value("smtpd_restriction_classes", self.service)):
            inner = words(self.postfix.value(name, self.service))
            return self.through(inner, depth - 1) if depth else OPEN
        if name.startswith("check_"):
            return self._table(name, argument, depth)
        if name.startswith(("reject_rbl_client", "reject_rhsbl_")):
            return self.blocklist(name, argument)
        return self._plain(name) or self._names(name) or self._sender(name) or OPEN

    def _plain(self, name: str) -> End | None:
        match name:
            case "permit" | "reject" | "defer":
                return End(name)
            case "permit_sasl_authenticated":
                return End("permit") if self.envelope.login else NEXT
            case "permit_mynetworks":
                return self.trusted()
            case "reject_unauth_destination" | "defer_unauth_destination":
                return self.foreign(End("reject" if name.startswith("reject") else "defer"), NEXT)
            case "permit_auth_destination":
                return self.foreign(NEXT, End("permit"))
            case "permit_tls_clientcerts" | "permit_tls_all_clientcerts" | "permit_inet_interfaces":
                return NEXT
            case (
                "reject_plaintext_session"
                | "reject_unauth_pipelining"
                | "reject_multi_recipient_bounce"
            ):
                return NEXT
            case "permit_mx_backup" | "permit_naked_ip_address" | "reject_unverified_recipient":
                return OPEN
        return None

    def _names(self, name: str) -> End | None:
        given = self.envelope
        match name:
            case "reject_non_fqdn_helo_hostname" | "reject_non_fqdn_hostname":
                return self.form(given.helo, FULL_NAME)
            case "reject_invalid_helo_hostname" | "reject_invalid_hostname":
                return self.form(given.helo, HOST_NAME)
            case "reject_unknown_helo_hostname" | "reject_unknown_hostname":
                return self.exists(given.helo)
            case "reject_non_fqdn_sender":
                return self.form(domain_of(given.sender), FULL_NAME)
            case "reject_non_fqdn_recipient":
                return self.form(domain_of(given.recipient), FULL_NAME)
            case "reject_unknown_sender_domain" | "reject_unknown_recipient_domain":
                side = given.sender if "sender" in name else given.recipient
                return self.exists(domain_of(side), own=True)
            case "reject_unknown_client_hostname" | "reject_unknown_client":
                return self.reverse()
            case "reject_unknown_reverse_client_hostname":
                return self.reverse()
        return None

    def _sender(self, name: str) -> End | None:
        match name:
            case "reject_sender_login_mismatch" | "reject_authenticated_sender_login_mismatch":
                return self.owned(unknown_allowed=False)
            case "reject_known_sender_login_mismatch":
                return self.owned(unknown_allowed=True)
            case "reject_unauthenticated_sender_login_mismatch":
                return NEXT
            case "reject_unlisted_sender":
                return listed(self, self.envelope.sender)
            case "reject_unlisted_recipient":
                return replace(listed(self, self.envelope.recipient), kind="recipient")
        return None

    def _table(self, name: str, argument: str, depth: int) -> End:
        if name == "check_policy_service":
            return self._policy(argument)
        client_name = self.client_name(name, argument)
        if name == "check_sasl_access" and not self.envelope.login:
            return NEXT
        keys = access_keys(name, argument, self.envelope, self.manner, client_name or "")
        if not keys or not argument or client_name is None:
            return OPEN
        for key in keys:
            found = self.entry(argument, key)
            if found is None:
                return OPEN
            if found is False:
                return FAILS
            if found:
                return replace(self._action(found, depth), table=argument, key=key, entry=found)
        return NEXT

    def _policy(self, argument: str) -> End:
        endpoint = words(argument.strip("{} "))[0] if argument.strip("{} ") else ""
        answers = self.ask(Question("answers", endpoint))
        if answers is False:
            return End("defer", kind="policy-down")
        return OPEN

    def _action(self, entry: str, depth: int) -> End:
        """The outcome of an access table's entry (access(5))."""
        word, _, rest = entry.strip().partition(" ")
        match word.upper():
            case "OK" | "RELAY" | "PERMIT" | "DISCARD":
                return End("permit")
            case "REJECT":
                return End("reject", text=rest)
            case "DEFER":
                return End("defer", text=rest)
            case "DUNNO" | "HOLD" | "INFO" | "WARN" | "PREPEND" | "FILTER" | "BCC" | "REDIRECT":
                return NEXT
        if re.fullmatch(r"[45]\d\d", word) and rest:
            return End("reject" if word[0] == "5" else "defer", text=entry.strip())
        if word.isdigit():
            return End("permit")
        return self.through(words(entry), depth - 1) if depth else OPEN


def _kind(end: End, name: str) -> RuleKind:
    return end.kind if end.kind != "other" else kind_of(name)


def _rules(items: tuple[str, ...]) -> Iterator[tuple[str, str, bool]]:
    """Each rule with its argument, and whether it only warns."""
    warned, number = False, 0
    while number < len(items):
        name, argument = items[number], ""
        number += 1
        if name == "warn_if_reject":
            warned = True
            continue
        if name == "sleep":
            number += 1
            continue
        if _TAKES_ARGUMENT.match(name) and number < len(items):
            argument = items[number]
            number += 1
        elif ":" in name or name.startswith("/"):
            name, argument = "check_recipient_access", name
        yield name, argument, warned
        warned = False
