"""Which outgoing servers answered how, and which are named for this mailbox. Pure."""

from __future__ import annotations

from mailmend.causes._settings import Trial
from mailmend.causes._told import value
from mailmend.facts import (
    DnsAnswer,
    Facts,
    PublishedServer,
    PublishedSettings,
    SmtpDialogue,
    TlsProbe,
)

STARTTLS_PORTS = frozenset({25, 26, 587, 2525})
SUBMISSION_PORTS = (587, 465)


def same(host: str) -> str:
    """A host name in the form in which names are compared."""
    return host.strip().lower().rstrip(".")


def clear_greeting(facts: Facts, host: str, port: int) -> bool | None:
    """Whether that port greets in clear as SMTP does; ``None``: nobody listened there in clear."""
    heard = facts.of(
        SmtpDialogue,
        lambda one: same(one.host) == same(host) and one.port == port and one.mode != "tls",
    )
    return any(one.speaks_smtp for one in heard) if heard else None


def tls_at_once(facts: Facts, host: str, port: int) -> bool:
    """Whether that port was seen to speak SMTP, or at least TLS, from the first byte."""
    direct = facts.of(
        SmtpDialogue,
        lambda one: same(one.host) == same(host) and one.port == port and one.mode == "tls",
    )
    if direct:
        return any(one.tls is not None and one.tls.ok and one.speaks_smtp for one in direct)
    probes = facts.of(
        TlsProbe, lambda one: same(one.host) == same(host) and one.port == port and one.session.ok
    )
    return any(probe.offer == "direct" for probe in probes)


def tls_against_clear(tried: Trial, facts: Facts) -> bool:
    """The device starts TLS at once, on its own port, which greets in clear."""
    dialogue = tried.dialogue
    if dialogue is None or dialogue.mode != "tls" or not _own(dialogue, facts, "tls"):
        return False
    if not tried.stopped("tls") or tried.stopped("tls", "certificate"):
        return False
    greets = clear_greeting(facts, dialogue.host, dialogue.port)
    if greets is None:
        return tried.stopped("tls", "not-tls") and dialogue.port in STARTTLS_PORTS
    return greets


def clear_against_tls(tried: Trial, facts: Facts) -> bool:
    """The device speaks in clear, on its own port, which is silent so and speaks TLS at once."""
    dialogue = tried.dialogue
    if dialogue is None or dialogue.mode == "tls":
        return False
    if not _own(dialogue, facts, "none", "starttls"):
        return False
    silent = tried.stopped("greeting", "silent", "closed", "reset")
    return silent and tls_at_once(facts, dialogue.host, dialogue.port)


def _own(dialogue: SmtpDialogue, facts: Facts, *security: str) -> bool:
    """Whether port and security are the device's own, not those of the repair."""
    port = value(facts, "outgoing.port")
    return port == dialogue.port and value(facts, "outgoing.security") in security


def login_offered(facts: Facts, host: str, *ports: int) -> SmtpDialogue | None:
    """A dialogue with that host on one of those ports that offers AUTH inside TLS."""
    return facts.first(
        SmtpDialogue,
        lambda one: (
            same(one.host) == same(host) and one.port in ports and bool(one.mechanisms(secure=True))
        ),
    )


def relays_for_strangers(facts: Facts, host: str) -> bool:
    """Whether that host took a remote recipient from here without a login."""
    return any(
        step.accepted
        for one in facts.of(SmtpDialogue, lambda one: same(one.host) == same(host))
        for step in one.every("rcpt-remote", login=None)
    )


def hidden_until_tls(facts: Facts, host: str, port: int) -> SmtpDialogue | None:
    """A dialogue with that port in which AUTH is missing in clear and offered inside TLS."""
    return facts.first(
        SmtpDialogue,
        lambda one: (
            same(one.host) == same(host)
            and one.port == port
            and one.mechanisms(secure=False) == ()
            and bool(one.mechanisms(secure=True))
        ),
    )


def never_offers_login(facts: Facts, host: str, port: int) -> SmtpDialogue | None:
    """A dialogue with that port, where none offers AUTH in any state."""
    seen = facts.of(SmtpDialogue, lambda one: same(one.host) == same(host) and one.port == port)
    states = [one.mechanisms(secure=secure) for one in seen for secure in (False, True)]
    if not seen or any(states) or all(state is None for state in states):
        return None
    return seen[-1]


def published_servers(facts: Facts) -> tuple[PublishedServer, ...]:
    """Every outgoing server published for the address, SRV records of RFC 6186 and 8314 too."""
    told = [server for one in facts.of(PublishedSettings) for server in one.servers]
    for answer in facts.of(DnsAnswer, lambda one: one.rtype == "SRV"):
        direct = answer.name.startswith("_submissions._tcp")
        if direct or answer.name.startswith("_submission._tcp"):
            told += [
                PublishedServer("smtp", row.target, row.port, "tls" if direct else "starttls")
                for row in answer.srv
                if same(row.target)
            ]
    return tuple(server for server in told if server.protocol == "smtp")


def published_hosts(facts: Facts) -> frozenset[str]:
    """The hosts published for sending."""
    return frozenset(same(server.host) for server in published_servers(facts))


def service_names(facts: Facts) -> frozenset[str]:
    """Every host name that stands for the mailbox's service: published, MX, incoming."""
    exchangers = {
        same(host)
        for answer in facts.of(DnsAnswer, lambda one: one.rtype == "MX")
        for host in answer.mx
    }
    incoming = value(facts, "incoming.host")
    own = {same(incoming)} if isinstance(incoming, str) and incoming else set()
    return published_hosts(facts) | exchangers | own


def addresses(facts: Facts, host: str) -> frozenset[str]:
    """The addresses that name stands for."""
    answers = facts.of(DnsAnswer, lambda one: same(one.name) == same(host))
    looked_up = {record for one in answers if one.rtype in ("A", "AAAA") for record in one.records}
    dialled = facts.of(SmtpDialogue, lambda one: same(one.host) == same(host))
    return frozenset(looked_up | {one.address for one in dialled})
