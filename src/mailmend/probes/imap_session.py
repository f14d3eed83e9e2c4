"""The IMAP side of the mailbox login: greeting, CAPABILITY, STARTTLS, login, quota of the inbox."""

from __future__ import annotations

import asyncio
import contextlib

from mailmend.facts import LoginOutcome
from mailmend.probes.mailbox_talk import GREETING_S, LOGIN_S, STEP_S, MailboxTalk, Stop
from mailmend.wire import imap, sasl
from mailmend.world import Lost

QUOTA_S = 5.0

_UNAVAILABLE = {"UNAVAILABLE", "SERVERBUG", "INUSE", "LIMIT"}


async def imap_login(talk: MailboxTalk) -> None:
    """Hold the dialogue. Raises ``Stop`` before a login, ``Lost`` and ``imap.Malformed``."""
    await _open(talk)
    await _log_in(talk)


async def imap_open(talk: MailboxTalk) -> bool:
    """Log in and stay; whether the login was accepted. Raises as ``imap_login`` does."""
    await _open(talk)
    await _send_credentials(talk)
    status = await _tagged(talk, "l", LOGIN_S)
    await talk.decide(_outcome(status), status.code, status.text)
    return talk.login == "accepted"


async def _open(talk: MailboxTalk) -> None:
    if talk.plan.mode == "tls":
        await talk.handshake()
    await _greeting(talk)
    if talk.plan.mode == "starttls":
        await _starttls(talk)
    if not talk.capabilities:
        await _capability(talk, "b")
    await talk.may_log_in()


async def _greeting(talk: MailboxTalk) -> None:
    line = await talk.read(GREETING_S)
    status = imap.parse_greeting(line)
    talk.greeting = status.text[:500]
    talk.code = status.code if status.kind == "BYE" else ""
    if status.kind == "BYE":
        raise Stop(f"the server ended the connection: {talk.greeting}")
    if status.kind == "PREAUTH":
        raise Stop("the server skips the login (PREAUTH), so nothing can be told by it")
    talk.capabilities = imap.capabilities(line) or ()


async def _starttls(talk: MailboxTalk) -> None:
    if not talk.capabilities:
        await _capability(talk, "c")
    if "STARTTLS" not in talk.capabilities:
        raise Stop("the server does not offer STARTTLS")
    await talk.write(imap.command("t", "STARTTLS"))
    status = await _tagged(talk, "t", STEP_S)
    if status.kind != "OK":
        raise Stop(f"the server refused STARTTLS: {status.text[:200]}")
    talk.capabilities = ()
    await talk.handshake()


async def _capability(talk: MailboxTalk, tag: str) -> None:
    await talk.write(imap.command(tag, "CAPABILITY"))
    await _tagged(talk, tag, STEP_S)


async def _tagged(talk: MailboxTalk, tag: str, seconds: float) -> imap.Status:
    """Read up to the tagged response; capabilities and quota on the way are kept."""
    try:
        async with asyncio.timeout(seconds):
            for _ in range(imap.MAX_LINES):
                line = await talk.read(seconds)
                found = _notice(talk, line)
                if found is not None and found.tag == tag:
                    return found
    except TimeoutError as error:
        raise Lost("timeout") from error
    raise Lost("too-long")


def _notice(talk: MailboxTalk, line: bytes) -> imap.Status | None:
    status = imap.parse_status(line)
    announced = imap.capabilities(line)
    if announced is not None and talk.login == "not-tried":
        talk.capabilities = announced
    percent = imap.quota_percent(line) if status is None else None
    if percent is not None:
        talk.quota_percent = max(percent, talk.quota_percent or 0)
    return status


async def _log_in(talk: MailboxTalk) -> None:
    try:
        await _send_login(talk)
        status = await _tagged(talk, "l", LOGIN_S)
    except (Lost, imap.Malformed):
        await talk.decide("lost", "", "the connection was lost during the login")
        return
    await talk.decide(_outcome(status), status.code, status.text)
    if talk.login == "accepted":
        with contextlib.suppress(Lost, imap.Malformed):
            await _tagged(talk, "q", QUOTA_S)


async def _send_login(talk: MailboxTalk) -> None:
    """The login, the question for the quota and LOGOUT, in one flight where that is possible."""
    await _send_credentials(talk)
    await talk.write(imap.command("q", "GETQUOTAROOT INBOX") + imap.command("z", "LOGOUT"))


async def _send_credentials(talk: MailboxTalk) -> None:
    name, offers = talk.plan.username, set(talk.capabilities)
    if {"AUTH=PLAIN", "SASL-IR"} <= offers:
        shown = "l AUTHENTICATE PLAIN ***"
        await talk.write_secret(
            lambda word: b"l AUTHENTICATE PLAIN " + sasl.plain_message(name, word) + b"\r\n", shown
        )
    elif "LOGINDISABLED" in offers or not await _sent_quoted(talk, name):
        if "AUTH=PLAIN" not in offers:
            await talk.settle(refused=False)
            raise Stop("the server offers no login with this password")
        await _challenged_plain(talk, name)


async def _sent_quoted(talk: MailboxTalk, name: str) -> bool:
    """LOGIN with quoted strings; ``False`` where they cannot carry the name or the password."""

    def build(word: str) -> bytes:
        return b" ".join((b"l LOGIN", imap.quoted(name), imap.quoted(word))) + b"\r\n"

    try:
        await talk.write_secret(build, f'l LOGIN "{name}" ***')
    except imap.Unsafe:
        return False
    return True


async def _challenged_plain(talk: MailboxTalk, name: str) -> None:
    await talk.write(imap.command("l", "AUTHENTICATE PLAIN"))
    line = await talk.read()
    if not line.startswith(b"+"):
        raise Lost("malformed")
    await talk.write_secret(lambda word: sasl.plain_message(name, word) + b"\r\n", "***")


def _outcome(status: imap.Status) -> LoginOutcome:
    match status.kind:
        case "OK":
            return "accepted"
        case "NO":
            return "unavailable" if status.code in _UNAVAILABLE else "refused"
        case _:
            return "unavailable"
