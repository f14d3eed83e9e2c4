"""Which domains a Postfix takes for its own, and the questions that its settings leave. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mailmend.configs.postfix import Postfix, Service, words

DOMAIN_LISTS = ("mydestination", "virtual_alias_domains", "virtual_mailbox_domains")


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the server or DNS can tell.

    ``table``: the entry of ``key`` in the table ``where`` (answer: text, empty for
    none, ``False`` where it cannot be asked).
    ``name``: does the host name or domain ``key`` exist; ``reverse``: has the address ``key`` a
    name; ``listed``: has the blocklist name ``key`` an address; ``answers``: is the endpoint
    ``key`` listened on (answers: bool). ``client-name``: the name of
    the address ``key`` that leads back to it (answer: text, ``unknown`` for none). The answer
    ``None``: it cannot be told.
    """

    kind: Literal["table", "name", "reverse", "listed", "answers", "client-name"]
    key: str
    where: str = ""


Answers = Mapping[Question, str | bool | None]


def is_own_domain(
    postfix: Postfix, service: Service | None, domain: str, answers: Answers
) -> bool | tuple[Question, ...]:
    """Whether the server takes a domain for its own, or the questions that would tell."""
    if not domain:
        return ()
    wanted = domain.lower().rstrip(".")
    questions: list[Question] = []
    for parameter in (*DOMAIN_LISTS, "relay_domains"):
        for entry in words(postfix.value(parameter, service)):
            found = _holds(entry.lower() if ":" not in entry else entry, wanted, answers)
            if found is True or (parameter == "relay_domains" and wanted.endswith(f".{entry}")):
                return True
            if isinstance(found, Question):
                questions.append(found)
    return tuple(questions) or False


def own_domain_parameter(postfix: Postfix, domain: str, answers: Answers) -> str:
    """The setting that makes a domain the server's own; empty where none does."""
    wanted = domain.lower().rstrip(".")
    for parameter in (*DOMAIN_LISTS, "relay_domains"):
        entries = words(postfix.value(parameter))
        if any(
            _holds(one if ":" in one else one.lower(), wanted, answers) is True for one in entries
        ):
            return parameter
    return ""


def _holds(entry: str, domain: str, answers: Answers) -> bool | Question:
    if ":" not in entry and not entry.startswith("/"):
        return entry == domain
    question = Question("table", domain, entry)
    return bool(answers[question]) if question in answers else question


def domain_of(address: str) -> str:
    """The domain of a mail address, in lower case; empty for none."""
    return address.rpartition("@")[2].lower() if "@" in address else ""
