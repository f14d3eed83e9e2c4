"""Answers as the server itself gets them: entries, names, services."""

from __future__ import annotations

import pytest

from mailmend.configs.postfix_domains import Question
from mailmend.probes.server.answers import answer, entry_place
from mailmend.world import CommandResult
from tests.probes.server.shell import Names, Scripted, host, run

TABLE = "hash:/etc/postfix/x"
ASKED = Question("table", "key@a.test", TABLE)
NO_DB = "postmap: fatal: open database /etc/postfix/x.db: No such file or directory\n"
NO_SQL = (
    "postmap: warning: connect to mysql server 127.0.0.1: Can't connect\n"
    "postmap: fatal: table mysql:/etc/postfix/x.cf: query error: Success\n"
)


def asked(question: Question, outputs: dict[str, str | CommandResult]) -> str | bool | None:
    """The answer of a server with these outputs."""
    return run(answer(host(Scripted(outputs)), question))


@pytest.mark.parametrize(
    ("result", "found"),
    [
        (CommandResult(0, "OK\n"), "OK"),
        (CommandResult(1), ""),
        (CommandResult(1, "", NO_DB), False),
        (CommandResult(1, "", NO_SQL), False),
        (CommandResult(1, "", "postmap: fatal: unsupported dictionary type: mysql\n"), False),
        (CommandResult(1, "", "postmap: warning: something else\n"), None),
        (CommandResult(127), None),
    ],
)
def test_an_entry_none_a_failure_or_not_to_be_told(
    result: CommandResult, found: str | bool | None
) -> None:
    """As postmap(1) of Postfix 3.7 says it."""
    assert asked(ASKED, {f"postmap -q key@a.test {TABLE}": result}) == found


@pytest.mark.parametrize("where", ["-o x", "hash", "hash:/x\ny", "$(id):/x"])
def test_what_is_no_table_is_not_asked(where: str) -> None:
    """No word of a configuration becomes an option."""
    there = host(Scripted({}))
    assert run(answer(there, Question("table", "key@a.test", where))) is None
    assert there.commands == []


def test_a_clients_name_leads_back_to_it() -> None:
    """Else Postfix calls it unknown."""
    question = Question("client-name", "203.0.113.9")
    named: dict[str, str | CommandResult] = {
        "getent hosts 203.0.113.9": "203.0.113.9     a.access.test\n"
    }
    back: dict[str, str | CommandResult] = {
        "getent ahosts a.access.test": "203.0.113.9     STREAM a.access.test\n"
    }
    assert asked(question, {**named, **back}) == "a.access.test"
    assert asked(question, named) == "unknown"
    assert asked(question, {"getent hosts 203.0.113.9": CommandResult(2)}) == "unknown"
    assert asked(question, {}) is None


def test_names_and_blocklists_are_looked_up_there() -> None:
    """A domain with an MX alone exists as well."""
    gone = CommandResult(2)
    outputs: dict[str, str | CommandResult] = {
        "getent ahosts a.test": "192.0.2.1 STREAM\n",
        "getent ahosts b.test": gone,
        "getent ahostsv4 9.113.0.203.bl.test": gone,
    }
    names = Names({("b.test", "MX"): ("10 mx.b.test.",)})

    def told(question: Question) -> str | bool | None:
        return run(answer(host(Scripted(outputs), names), question))

    assert told(Question("name", "a.test")) is True
    assert told(Question("name", "b.test")) is True
    assert told(Question("listed", "9.113.0.203.bl.test")) is False
    assert told(Question("name", "-x")) is None


def test_the_line_of_an_entry() -> None:
    """In the source of a table by its key; in one of patterns by what it says, if that is one."""
    files = {
        "/etc/postfix/x": "# senders\nother.test OK\nCustomer.test\tREJECT\n",
        "/etc/postfix/p": "/a/ OK\n# /b/ REJECT no b\n/b/  REJECT no  b\n/c/ OK\n",
    }

    def at(table: str, key: str, entry: str = "REJECT") -> str:
        return run(entry_place(host(Scripted({}, files)), table, key, entry))

    assert at("regexp:/etc/postfix/p", "b", "REJECT no b") == "/etc/postfix/p:3"
    assert at("pcre:/etc/postfix/p", "a", "OK") == "/etc/postfix/p"

    assert at(TABLE, "customer.test") == "/etc/postfix/x:3"
    assert at(TABLE, "absent.test") == "/etc/postfix/x"
    assert at("mysql:/etc/postfix/x.cf", "customer.test") == "/etc/postfix/x.cf"
    assert at("inline:{a=b}", "a") == ""
