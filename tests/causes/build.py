"""Small factories for facts, so that a cause's test reads as what was seen.

Replies are given as a server writes them, ``"535 5.7.8 Error: authentication failed"``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Literal

from mailmend.case import Case, Device, Onset, Outgoing
from mailmend.conclude import derive
from mailmend.devices import client_for
from mailmend.facts import (
    Certificate,
    DnsAnswer,
    DnsStatus,
    Fact,
    Facts,
    LoginOutcome,
    MailboxDialogue,
    Obstacle,
    PublishedServer,
    PublishedSettings,
    Repair,
    Replay,
    Reply,
    Reported,
    SettingChange,
    SmtpDialogue,
    SmtpStep,
    Stage,
    TcpOutcome,
    TcpResult,
    TlsSession,
)
from mailmend.facts.derived import Result
from mailmend.facts.published import Origin
from mailmend.facts.smtp import Lost
from mailmend.facts.tls import ChainProblem, HandshakeFailure
from mailmend.told import reported_facts

ADDRESS = "alice@customer.test"
REMOTE = "bob@elsewhere.test"
HOST = "mail.hosting.test"
IP = "192.0.2.25"
NOTHING = Facts()

Mode = Literal["plain", "starttls", "tls"]

RELAY_454 = "454 4.7.1 <bob@elsewhere.test>: Relay access denied"
RELAY_554 = "554 5.7.1 <bob@elsewhere.test>: Relay access denied"
AUTH_OK = "235 2.7.0 Authentication successful"
AUTH_535 = "535 5.7.8 Error: authentication failed: (reason unavailable)"
OK = "250 2.1.5 Ok"


def reply(text: str) -> Reply:
    """The reply written as ``code [enhanced] text``."""
    match = re.match(r"(\d{3})[ -](?:(\d\.\d{1,3}\.\d{1,3}) )?(.*)\Z", text, re.DOTALL)
    assert match, text
    return Reply(int(match[1]), match[3], match[2])


def step(
    stage: Stage,
    answer: str | None = None,
    *,
    secure: bool = True,
    login: str | None = None,
    lost: Lost | None = None,
    detail: str = "",
    mechanism: str = "",
) -> SmtpStep:
    """One command; ``answer`` is the reply as written by the server, ``None`` with ``lost``."""
    return SmtpStep(
        stage=stage,
        secure=secure,
        login=login,
        reply=reply(answer) if answer else None,
        lost=lost,
        detail=detail,
        mechanism=mechanism,
    )


def certificate(
    *names: str,
    in_date: bool = True,
    name_matches: bool = True,
    trusted: bool = True,
    problem: ChainProblem | None = None,
    apple: tuple[str, ...] = (),
    fingerprint: str = "aa" * 32,
    not_after: str = "2027-01-01T00:00:00Z",
) -> Certificate:
    """A leaf certificate, by default one that a phone accepts."""
    return Certificate(
        subject=f"CN={(names or (HOST,))[0]}",
        issuer="CN=Test Authority",
        names=names or (HOST,),
        not_before="2026-01-01T00:00:00Z",
        not_after=not_after,
        fingerprint_sha256=fingerprint,
        key="RSA 2048",
        signature_hash="sha256",
        chain_length=2,
        in_date=in_date,
        name_matches=name_matches,
        trusted_by_device=trusted,
        trusted_by_machine=trusted,
        chain_problem=problem,
        apple_violations=apple,
    )


def session(
    *,
    failure: HandshakeFailure | None = None,
    leaf: Certificate | None = None,
    version: str = "TLSv1.3",
) -> TlsSession:
    """A handshake: good by default, failed with ``failure``, good but unverified by its leaf."""
    if failure:
        return TlsSession(ok=False, failure=failure)
    leaf = leaf or certificate()
    return TlsSession(
        ok=True,
        version=version,
        cipher="TLS_AES_256_GCM_SHA384",
        certificate=leaf,
        verified=leaf.acceptable,
    )


def dialogue(
    *steps: SmtpStep,
    host: str = HOST,
    address: str = IP,
    port: int = 587,
    mode: Mode = "starttls",
    ehlo_name: str = "smtpclient.apple",
    tls: TlsSession | None = None,
    clear: tuple[str, ...] | None = None,
    secure: tuple[str, ...] | None = None,
    greeting: str | None = "220 mail.hosting.test ESMTP Postfix",
) -> SmtpDialogue:
    """One dialogue of exactly these steps, after a greeting (``None``: no greeting step)."""
    first = (step("greeting", greeting, secure=mode == "tls"),) if greeting else ()
    return SmtpDialogue(
        host=host,
        address=address,
        port=port,
        mode=mode,
        ehlo_name=ehlo_name,
        steps=(*first, *steps),
        tls=tls,
        capabilities_clear=clear,
        capabilities_secure=secure,
    )


def conversation(
    *,
    host: str = HOST,
    address: str = IP,
    port: int = 587,
    mode: Mode = "starttls",
    user: str = ADDRESS,
    sender: str = ADDRESS,
    mechanism: str = "PLAIN",
    ehlo_name: str = "smtpclient.apple",
    keywords: tuple[str, ...] = ("PIPELINING", "SIZE 10240000"),
    auth_keyword: str | None = "AUTH PLAIN LOGIN",
    anonymous: str = RELAY_454,
    anonymous_own: str = OK,
    auth: str | None = AUTH_OK,
    auth_lost: Lost | None = None,
    mail: str = "250 2.1.0 Ok",
    remote: str = OK,
    own: str = OK,
    greeting: str = "220 mail.hosting.test ESMTP Postfix",
) -> SmtpDialogue:
    """A whole dialogue inside verified TLS with the four envelope tests of the 2x2 table.

    ``anonymous`` and ``anonymous_own`` answer RCPT before login, ``mail``, ``remote`` and ``own``
    after it. ``auth=None`` (with or without ``auth_lost``): no answer to AUTH, no login.
    """
    steps = [
        step("ehlo", "250 mail.hosting.test", secure=mode == "tls"),
        step("mail", "250 2.1.0 Ok", detail=sender),
        step("rcpt-remote", anonymous, detail=REMOTE),
        step("rcpt-own", anonymous_own, detail=ADDRESS),
    ]
    if mode == "starttls":
        steps[1:1] = [step("starttls", "220 2.0.0 Ready", secure=False), step("ehlo", "250 Ok")]
    if auth or auth_lost:
        steps.append(step("auth", auth, lost=auth_lost, detail=user, mechanism=mechanism))
    if auth and reply(auth).positive:
        steps += [
            step("mail", mail, login=user, detail=sender),
            step("rcpt-remote", remote, login=user, detail=REMOTE),
            step("rcpt-own", own, login=user, detail=ADDRESS),
        ]
    offered = (*keywords, auth_keyword) if auth_keyword else keywords
    return dialogue(
        *steps,
        host=host,
        address=address,
        port=port,
        mode=mode,
        ehlo_name=ehlo_name,
        tls=session(leaf=certificate(host)),
        clear=(*keywords, "STARTTLS") if mode == "starttls" else None,
        secure=offered,
        greeting=greeting,
    )


def reported(field: str, value: str | int | bool) -> Reported:
    """A setting or an answer as the case gives it."""
    return Reported(field=field, value=value)


def dns(name: str, *records: str, rtype: str = "A", status: DnsStatus | None = None) -> DnsAnswer:
    """An answer: ``ok`` with records, else ``nxdomain`` unless another status is given."""
    found: DnsStatus = status or ("ok" if records else "nxdomain")
    return DnsAnswer(name=name, rtype=rtype, status=found, records=records)


def tcp(
    host: str = HOST, port: int = 587, outcome: TcpOutcome = "open", address: str = IP
) -> TcpResult:
    """One attempt to connect."""
    return TcpResult(host=host, address=address, port=port, outcome=outcome)


def mailbox(
    login: LoginOutcome = "accepted",
    *,
    host: str = HOST,
    username: str = ADDRESS,
    protocol: Literal["imap", "pop3"] = "imap",
    code: str = "",
    text: str = "",
    why_not: str = "",
    quota_percent: int | None = None,
    tls: TlsSession | None = None,
) -> MailboxDialogue:
    """The control login over implicit TLS."""
    return MailboxDialogue(
        protocol=protocol,
        host=host,
        address=IP,
        port=993 if protocol == "imap" else 995,
        mode="tls",
        tls=tls or session(leaf=certificate(host)),
        username=username,
        login=login,
        code=code,
        text=text,
        why_not=why_not,
        quota_percent=quota_percent,
    )


def published(
    *servers: PublishedServer,
    origin: Origin = "autoconfig",
    url: str = "https://autoconfig.customer.test/mail/config-v1.1.xml",
    trusted: bool = True,
    provider: str = "",
    hint: str = "",
) -> PublishedSettings:
    """Settings published for the domain of the address."""
    return PublishedSettings(
        origin=origin, url=url, servers=servers, trusted=trusted, provider=provider, hint=hint
    )


WORKS = Outgoing(
    enabled=True,
    host=HOST,
    port=587,
    security="starttls",
    username=ADDRESS,
    password_set=True,
    authentication="password",
)


def obstacle(
    stage: Stage | Literal["settings", "dns"],
    why: str,
    answer: str | None = None,
    because: tuple[SmtpDialogue | TcpResult | DnsAnswer | MailboxDialogue, ...] = (),
) -> Obstacle:
    """Where one try with given settings stopped."""
    found = reply(answer) if answer else None
    return Obstacle(stage=stage, why=why, reply=found, because=because)


Changed = tuple[str, str | int | bool | None, str | int | bool, Obstacle]


def repair(*changes: Changed, works: Outgoing = WORKS, because: object = None) -> Repair:
    """The smallest repair; each change is (field, from, to, the obstacle without it)."""
    proof = because if isinstance(because, SmtpDialogue) else conversation()
    return Repair(
        works=works,
        changes=tuple(SettingChange(field, old, new) for field, old, new, _ in changes),
        fails_without=tuple(stop for _, _, _, stop in changes),
        because=(proof,),
    )


def replay(
    result: Result = "failed",
    stop: Obstacle | None = None,
    *,
    settings: Outgoing = WORKS,
    client: str = "apple-mail",
    alert: str = "",
    reproduced: bool | None = None,
    fallback: int = 0,
) -> Replay:
    """The device's own conversation with its settings."""
    return Replay(
        client=client,
        settings=settings,
        result=result,
        obstacle=stop,
        alert=alert,
        reproduced=reproduced,
        fallback=fallback,
        because=stop.because if stop else (),
    )


def case(
    *,
    error: str | None = None,
    onset: Onset | None = None,
    os: str | None = "iOS",
    version: str | None = "17.4",
    app: str | None = "Apple Mail",
    outgoing: Outgoing | None = None,
    other: tuple[Outgoing, ...] = (),
    address: str = ADDRESS,
    sender: str | None = None,
    recipient: str | None = REMOTE,
    can_receive: bool | None = True,
) -> Case:
    """One person's trouble, as reported."""
    return Case(
        address=address,
        error=error,
        recipient=recipient,
        sender=sender,
        onset=onset,
        can_receive=can_receive,
        device=Device(os, version, app),
        outgoing=outgoing or Outgoing(),
        other_outgoing=other,
    )


CASE = case()


def seen(told: Case, *facts: Fact) -> Facts:
    """What the engine holds of a case after these observations: told, seen, replayed, repaired."""
    client = client_for(told)
    return derive(told, client, (*reported_facts(told), *facts)).facts


def phone(error: str | None = None, *, app: str = "Apple Mail", **changed: Any) -> Case:
    """A case whose device has the settings that work, but for those given here.

    Keys that are not fields of the outgoing server go to the case: onset, sender, recipient, os.
    """
    fields = {name: value for name, value in changed.items() if name in Outgoing.__slots__}
    rest = {name: value for name, value in changed.items() if name not in fields}
    return case(error=error, app=app, outgoing=replace(WORKS, **fields), **rest)


def refused_first(name: str, answer: str = AUTH_535) -> SmtpDialogue:
    """A dialogue in which ``name`` is refused before the full address is accepted."""
    good = conversation()
    at = next(number for number, one in enumerate(good.steps) if one.stage == "auth")
    first = step("auth", answer, detail=name, mechanism="PLAIN")
    return replace(good, steps=(*good.steps[:at], first, *good.steps[at:]))


GOOD = conversation()
GOOD_465 = conversation(port=465, mode="tls")
PORT_25 = conversation(port=25, auth_keyword=None, auth=None)
NO_PASSWORD = conversation(auth=None)
NAMES = dns(HOST, IP)

CANNOT_SEND = "Cannot Send Mail. A copy has been placed in your Outbox. "
D_RELAY = (
    f"{CANNOT_SEND}The recipient “{REMOTE}” was rejected by the server because it does not allow "
    "relaying."
)
D_LOGIN = f"The user name or password for “{HOST}” is incorrect."
D_SETTINGS = f"{CANNOT_SEND}Check the account settings for the outgoing server “{HOST}”."
D_NOPW = f"{CANNOT_SEND}No password provided."
D_TIMEOUT = f"{CANNOT_SEND}The connection to the server “{HOST}” on port 587 timed out."
D_REJECTED = f"{CANNOT_SEND}The message was rejected by the server."
