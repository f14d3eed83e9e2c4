"""Signs that a server shuts one client's address out. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from mailmend.causes._cdn import operator_of_address
from mailmend.causes._names import disagreement, is_internal
from mailmend.causes._ports import READING, RELAY, SILENT, SUBMISSION, WEB, Ports
from mailmend.causes._refusal import why
from mailmend.causes._smtp import every_refusal
from mailmend.facts import Facts, SmtpDialogue, TcpResult

ENOUGH_PORTS = 4


def ban_text(dialogues: Iterable[SmtpDialogue]) -> SmtpDialogue | None:
    """A dialogue that the server ended before any login, naming a ban of the address."""
    return next(
        (
            one.dialogue
            for one in every_refusal(dialogues)
            if one.step.stage in {"greeting", "ehlo", "mail"} and why(one.reading) == "ban"
        ),
        None,
    )


def turned_away(dialogues: Iterable[SmtpDialogue]) -> tuple[SmtpDialogue, ...]:
    """The dialogues in which the server refused the client's address, without saying why."""
    return tuple(
        one.dialogue
        for one in every_refusal(dialogues)
        if one.step.stage in {"greeting", "ehlo"} and why(one.reading) == "address"
    )


def whole_host_silent(ports: Ports) -> bool:
    """Whether every port tried is silent, on every address, reading mail included."""
    tried = {one.port for one in ports.results}
    silent = all(one.outcome in SILENT for one in ports.results)
    return silent and len(tried) >= ENOUGH_PORTS and bool(tried & set(READING))


def beyond_doubt(ports: Ports) -> bool:
    """Whether the silence is more than that of one address that leads nowhere or to the web only.

    Two address families are silent alike, or the web ports are, too.
    """
    return len(ports.families) > 1 or ports.all(SILENT, *WEB)


def other_family_only(ports: Ports) -> tuple[TcpResult, ...]:
    """The results that show that sending is shut over IPv4 alone.

    A ban names one address of the client, so the other family stays open. (IPv6 shut alone is most
    often a broken path, so it is no sign.)
    """
    sending = (RELAY, *SUBMISSION)
    four, six = ports.family("ipv4"), ports.family("ipv6")
    shut = four.at(*sending)
    if len({one.port for one in shut}) < 2 or four.open(*sending) or not six.open(*sending):
        return ()
    return (*shut, *six.open(*sending))


def misled(facts: Facts, ports: Ports) -> bool:
    """Whether the name leads to an address that is hardly the mail server's."""
    reached = {one.address for one in ports.results}
    foreign = any(is_internal(one) or operator_of_address(one) for one in reached)
    return foreign or disagreement(facts, ports.host) is not None
