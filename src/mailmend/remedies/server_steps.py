"""Instructions for the server's administrator, in the syntax of the software found there.

The software is the one that the greeting named; where it is not known, the lines of all known
servers are given, each under its name. Values that only the admin knows are written in capitals.
"""

from __future__ import annotations

import re

from mailmend.change import ServerAction, ServerVerb
from mailmend.remedies import (
    _server_any,
    _server_dovecot,
    _server_exchange,
    _server_exim,
    _server_goals,
    _server_opensmtpd,
    _server_postfix,
)
from mailmend.remedy import Draft, Situation, remedy

BOOKS: tuple[tuple[str, str, dict[ServerVerb, tuple[str, ...]]], ...] = (
    ("postfix", "Postfix", _server_postfix.STEPS),
    ("exim", "Exim", _server_exim.STEPS),
    ("opensmtpd", "OpenSMTPD", _server_opensmtpd.STEPS),
    ("dovecot", "Dovecot", _server_dovecot.STEPS),
    ("exchange", "Exchange", _server_exchange.STEPS),
)
BACKEND = "dovecot"


@remedy(audience="admin")
def server_steps(situation: Situation) -> Draft | None:
    """One passage a server action: what must be true, how, how to check."""
    actions = [change for change in situation.changes if isinstance(change, ServerAction)]
    if not actions:
        return None
    steps = tuple(step for action in actions for step in _steps(action, situation))
    hosts = ", ".join(dict.fromkeys(_host(action) for action in actions))
    return Draft(f"On the mail server {hosts}", steps)


def _steps(action: ServerAction, situation: Situation) -> tuple[str, ...]:
    lines = [
        _server_goals.GOALS[action.action],
        *_detail(action),
        *_how(action.action, situation.software_at(action.host)),
        *_anywhere(action),
        *([check] if (check := _server_goals.CHECKS.get(action.action)) else []),
    ]
    values = _values(action, situation)
    return tuple(_fill(line, values) for line in lines)


def _detail(action: ServerAction) -> list[str]:
    return [f"Details: {action.detail}"] if action.detail not in ("", action.host) else []


def _anywhere(action: ServerAction) -> list[str]:
    """What does not depend on the mail software; of the programs that keep rules, the one named."""
    lines = _server_any.STEPS.get(action.action, ())
    owner = _server_any.KEEPERS.get(action.detail.partition(" ")[0].rstrip(":"))
    named = tuple(f"{one}:" for one in _server_any.KEEPERS.values())
    return [
        line
        for line in lines
        if owner is None or not line.startswith(named) or line.startswith(f"{owner}:")
    ]


def _how(verb: ServerVerb, software: str) -> list[str]:
    """The lines of the recognised software and its login backend, or of all, each by name."""
    known = any(software == id_ for id_, _, _ in BOOKS)
    wanted = {software, BACKEND} if known else {id_ for id_, _, _ in BOOKS}
    lines: list[str] = []
    for id_, name, book in BOOKS:
        if id_ in wanted:
            prefix = "" if id_ == software else f"{name}: "
            lines.extend(f"{prefix}{step}" for step in book.get(verb, ()))
    return lines


def _values(action: ServerAction, situation: Situation) -> dict[str, str]:
    ports = (str(action.port),) if action.port else ("465", "587")
    return {
        "host": _host(action),
        "port": f" port {action.port}" if action.port else "",
        "ofports": f"port {action.port}" if action.port else "ports 465 and 587",
        "ports": ",".join(ports),
        "addports": " ".join(f"--add-port={port}/tcp" for port in ports),
        "domain": situation.case.domain,
        "address": _client_address(action.detail),
        "zone": _named(action.detail, r"\bzone ([\w-]{1,60})", " --zone={}"),
        "jail": _named(action.detail, r"\bfail2ban ([\w.-]{1,60})", "{}") or "JAIL",
    }


def _host(action: ServerAction) -> str:
    return action.host or "the mail server"


def _client_address(detail: str) -> str:
    found = re.search(r"\b(?:\d{1,3}\.){3}\d{1,3}\b|\b[0-9a-f]*:[0-9a-f]*:[0-9a-f:]*", detail)
    return found.group(0) if found else "ADDRESS"


def _named(detail: str, pattern: str, shown: str) -> str:
    found = re.search(pattern, detail)
    return shown.format(found[1]) if found else ""


def _fill(line: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        line = line.replace(f"[[{name}]]", value)
    return line
