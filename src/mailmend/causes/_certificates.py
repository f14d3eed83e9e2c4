"""The certificates in the device's way, and the verdicts that follow from one defect. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mailmend.case import Case
from mailmend.causes._servers import same
from mailmend.causes._smtp import account_dialogues, at_host
from mailmend.change import Change
from mailmend.facts import Certificate, Facts, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Possible, Proven, RuledOut, Unknown, Verdict

WHICH_PORT = phrase("Which port is set for the outgoing server on the device?")


@dataclass(frozen=True, slots=True)
class Served:
    """A certificate and the dialogue in which it was served."""

    dialogue: SmtpDialogue
    certificate: Certificate


def in_question(case: Case, facts: Facts) -> tuple[Served, ...]:
    """The certificates a device meets: at its own host and port where these are known and use TLS.

    Without that those of every port of the account's server on which mail is handed in.
    """
    found = _served(account_dialogues(case, facts))
    if case.outgoing.security != "none":
        at_port = tuple(one for one in found if one.dialogue.port == case.outgoing.port)
        if at_port:
            return at_port
    handed_in = tuple(one for one in found if one.dialogue.port != 25)
    return handed_in or (found if case.outgoing.port in (None, 25) else ())


def host_in_question(case: Case, facts: Facts) -> bool:
    """Whether the certificates looked at were served under the host name set on the device."""
    return bool(case.outgoing.host and at_host(facts, case.outgoing.host))


def _served(dialogues: tuple[SmtpDialogue, ...]) -> tuple[Served, ...]:
    return tuple(
        Served(one, one.tls.certificate)
        for one in dialogues
        if one.tls is not None and one.tls.certificate is not None
    )


def judge_certificate(
    case: Case,
    facts: Facts,
    broken: Callable[[Served], bool],
    changes: Callable[[Served], tuple[Change, ...]],
    summary: Callable[[Served], str],
) -> Verdict:
    """The verdict of a cause that is one defect of a certificate.

    Proven where the device cannot avoid it: at its own port, or on every port there is.
    """
    met = in_question(case, facts)
    bad = tuple(one for one in met if broken(one))
    if not met:
        return Unknown((SmtpDialogue,), "A connection to the outgoing server from here.")
    because = tuple(one.dialogue for one in bad)
    if not bad:
        return RuledOut(tuple(one.dialogue for one in met))
    bad_ports = {one.dialogue.port for one in bad}
    good_ports = {one.dialogue.port for one in met} - bad_ports
    if good_ports:
        return Possible(because, WHICH_PORT, "owner", changes(bad[0]), summary(bad[0]))
    return Proven(because, changes(bad[0]), summary(bad[0]))


def covers(certificate: Certificate, host: str) -> bool:
    """Whether a name of the certificate is that host name (RFC 6125 section 6.4)."""
    wanted = same(host)
    for name in map(same, certificate.names):
        if name == wanted or (
            name.startswith("*.") and name[2:] == wanted.partition(".")[2] and name[2:]
        ):
            return True
    return False


def shows_other_names(dialogue: SmtpDialogue) -> bool:
    """Whether a certificate of a known authority, in its dates, was shown there for other names."""
    leaf = dialogue.tls.certificate if dialogue.tls is not None else None
    if leaf is None or not leaf.in_date or not leaf.trusted_by_device:
        return False
    return bool(leaf.names) and not covers(leaf, dialogue.host)
