"""The single tests that Postfix's rules are made of: names, networks, tables, blocklists. Pure."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from typing import Literal

from mailmend.configs.networks import covers
from mailmend.configs.postfix import Postfix, Service, words
from mailmend.configs.postfix_domains import Answers, Question, domain_of, is_own_domain
from mailmend.configs.postfix_tables import Manner, owners_keys, table_type
from mailmend.facts import RuleKind

Outcome = Literal["permit", "reject", "defer", "next", "open"]
FULL_NAME = re.compile(r"(?=.{1,253}\Z)[\w-]{1,63}(?:\.[\w-]{1,63})+\.?", re.ASCII)
HOST_NAME = re.compile(r"(?=.{1,253}\Z)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*\.?")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the client says; an empty field is not known, and rules on it stay undecided."""

    client: str
    helo: str
    sender: str
    login: str
    recipient: str


@dataclass(frozen=True, slots=True)
class End:
    """How one rule, or one list, ends; ``rule`` is the deciding rule, ``text`` its own words.

    ``table``, ``key`` and ``entry`` are what an access table says, where one decides.
    """

    outcome: Outcome
    rule: str = ""
    text: str = ""
    kind: RuleKind = "other"
    table: str = ""
    key: str = ""
    entry: str = ""


NEXT = End("next")
OPEN = End("open")
FAILS = End("defer", kind="table")


class Asking:
    """One envelope, what is known of it, and the questions that came up on its way."""

    def __init__(
        self, postfix: Postfix, service: Service, envelope: Envelope, answers: Answers
    ) -> None:
        self.postfix, self.service = postfix, service
        self.envelope, self.answers = envelope, answers
        self.undecided: list[str] = []
        self.questions: list[Question] = []

    @property
    def manner(self) -> Manner:
        """How tables are asked here."""
        value = self.postfix.value
        parents = "smtpd_access_maps" in words(value("parent_domain_matches_subdomains"))
        known = "parent_domain_matches_subdomains" in self.postfix.main
        return Manner(value("recipient_delimiter", self.service), parents or not known)

    def client_name(self, rule: str, table: str) -> str | None:
        """The client's name, where the rule looks for it; ``None`` where it is not known."""
        named = rule in {"check_client_access", "check_reverse_client_hostname_access"}
        if not named or table_type(table) == "cidr" or not self.envelope.client:
            return ""
        question = Question("client-name", self.envelope.client)
        if question not in self.answers:
            self.questions.append(question)
            return None
        found = self.answers[question]
        return found if isinstance(found, str) else None

    def left_open(self) -> tuple[tuple[str, ...], tuple[Question, ...]]:
        """The rules that stayed undecided and the questions that would decide them."""
        return tuple(dict.fromkeys(self.undecided)), tuple(dict.fromkeys(self.questions))

    def trusted(self) -> End:
        """Permit a client in mynetworks."""
        found = covers(words(self.postfix.value("mynetworks", self.service)), self.envelope.client)
        return OPEN if found is None else End("permit") if found else NEXT

    def foreign(self, foreign: End, own: End) -> End:
        """One end for recipients elsewhere, the other for those of the server's own domains."""
        local = is_own_domain(
            self.postfix, self.service, domain_of(self.envelope.recipient), self.answers
        )
        if isinstance(local, tuple):
            self.questions += local
            return OPEN
        return own if local else foreign

    def form(self, name: str, good: re.Pattern[str]) -> End:
        """Refuse a name of a wrong form."""
        if not name:
            return OPEN
        return NEXT if good.fullmatch(name) or name.startswith("[") else End("reject")

    def exists(self, name: str, *, own: bool = False) -> End:
        """Refuse a name that does not exist; the server's own domains are not looked up."""
        if not name:
            return OPEN
        if name.startswith("["):
            return NEXT
        if own and is_own_domain(self.postfix, self.service, name, self.answers) is True:
            return NEXT
        there = self.ask(Question("name", name))
        return OPEN if there is None else NEXT if there else End("defer")

    def reverse(self) -> End:
        """Refuse a client whose address has no name."""
        there = self.ask(Question("reverse", self.envelope.client))
        return OPEN if there is None else NEXT if there else End("defer")

    def owned(self, *, unknown_allowed: bool) -> End:
        """Whether the login owns the sender (smtpd_sender_login_maps)."""
        if not self.envelope.sender or not self.envelope.login:
            return OPEN
        tables = words(self.postfix.value("smtpd_sender_login_maps", self.service))
        for table in tables:
            for key in owners_keys(self.envelope.sender, table, self.manner):
                found = self.entry(table, key)
                if found is None:
                    return OPEN
                if found is False:
                    return FAILS
                if found:
                    logins = {owner.lower() for owner in words(found)}
                    return NEXT if self.envelope.login.lower() in logins else End("reject")
        return NEXT if unknown_allowed else End("reject")

    def entry(self, table: str, key: str) -> str | Literal[False] | None:
        """The entry in a table, an empty text for none.

        ``False`` where the table cannot be asked, ``None`` where that is not known.
        """
        question = Question("table", key, table)
        if question not in self.answers:
            self.questions.append(question)
            return None
        found = self.answers[question]
        return found if isinstance(found, str) else False if found is False else None

    def ask(self, question: Question) -> bool | None:
        """The answer to a question, which is noted where it is not known yet."""
        if not question.key:
            return None
        if question not in self.answers:
            self.questions.append(question)
            return None
        found = self.answers[question]
        return None if found is None else bool(found)

    def blocklist(self, name: str, argument: str) -> End:
        """Refuse what a DNS blocklist names (RFC 5782)."""
        zone = argument.partition("=")[0]
        if not argument or "=" in argument or not FULL_NAME.fullmatch(zone):
            return OPEN
        subject = _reversed(self.envelope.client)
        if "rhsbl_sender" in name:
            subject = domain_of(self.envelope.sender)
        elif "rhsbl_helo" in name:
            subject = self.envelope.helo
        elif "rhsbl" in name:
            return OPEN
        listed = self.ask(Question("listed", f"{subject}.{zone}" if subject else ""))
        return OPEN if listed is None else End("reject") if listed else NEXT


def _reversed(address: str) -> str:
    """The address in the form in which blocklists are asked (RFC 5782)."""
    try:
        name = ipaddress.ip_address(address).reverse_pointer
    except ValueError:
        return ""
    return name.removesuffix(".in-addr.arpa").removesuffix(".ip6.arpa")
