"""The POP3 side of the mailbox login: greeting, CAPA, STLS, USER and PASS or AUTH PLAIN."""

from __future__ import annotations

from mailmend.facts import LoginOutcome
from mailmend.probes.mailbox_talk import GREETING_S, LOGIN_S, MailboxTalk, Stop
from mailmend.wire import pop3, sasl
from mailmend.world import Lost

_UNAVAILABLE = {"SYS/TEMP", "SYS/PERM", "LOGIN-DELAY"}


async def pop3_login(talk: MailboxTalk) -> None:
    """Hold the dialogue. Raises ``Stop`` before a login, ``Lost`` and ``pop3.Malformed``."""
    await pop3_open(talk)
    await talk.write(pop3.command("QUIT"))


async def pop3_open(talk: MailboxTalk) -> None:
    """Log in and stay. Raises as ``pop3_login`` does."""
    if talk.plan.mode == "tls":
        await talk.handshake()
    greeting = pop3.parse_response(await talk.read(GREETING_S))
    talk.greeting = greeting.text[:500]
    if not greeting.ok:
        talk.code = greeting.code
        raise Stop(f"the server refused the connection: {talk.greeting}")
    talk.capabilities = await _capa(talk)
    if talk.plan.mode == "starttls":
        await _stls(talk)
    await talk.may_log_in()
    await _log_in(talk)


async def _capa(talk: MailboxTalk) -> tuple[str, ...]:
    await talk.write(pop3.command("CAPA"))
    if not pop3.parse_response(await talk.read()).ok:
        return ()
    found: list[str] = []
    for _ in range(pop3.MAX_CAPABILITIES):
        word = pop3.capability(await talk.read())
        if word is None:
            return tuple(found)
        found.append(word)
    raise Lost("too-long")


async def _stls(talk: MailboxTalk) -> None:
    if "STLS" not in talk.capabilities:
        raise Stop("the server does not offer STLS")
    await talk.write(pop3.command("STLS"))
    reply = pop3.parse_response(await talk.read())
    if not reply.ok:
        raise Stop(f"the server refused STLS: {reply.text[:200]}")
    talk.capabilities = ()
    await talk.handshake()
    talk.capabilities = await _capa(talk)


async def _log_in(talk: MailboxTalk) -> None:
    try:
        reply = await (_auth_plain(talk) if _only_sasl(talk.capabilities) else _user_pass(talk))
    except (Lost, pop3.Malformed, pop3.Unsafe):
        await talk.decide("lost", "", "the connection was lost during the login")
        return
    await talk.decide(_outcome(reply), reply.code, reply.text)


def _only_sasl(capabilities: tuple[str, ...]) -> bool:
    mechanisms = [word for line in capabilities if line[:5] == "SASL " for word in line.split()]
    return "USER" not in capabilities and "PLAIN" in mechanisms


async def _user_pass(talk: MailboxTalk) -> pop3.Response:
    await talk.write(pop3.command("USER", talk.plan.username))
    reply = pop3.parse_response(await talk.read(LOGIN_S))
    if not reply.ok:
        return reply
    await talk.write_secret(lambda word: pop3.command("PASS", word), "PASS ***")
    return pop3.parse_response(await talk.read(LOGIN_S))


async def _auth_plain(talk: MailboxTalk) -> pop3.Response:
    name = talk.plan.username
    await talk.write_secret(
        lambda word: b"AUTH PLAIN " + sasl.plain_message(name, word) + b"\r\n", "AUTH PLAIN ***"
    )
    line = await talk.read(LOGIN_S)
    if pop3.is_continuation(line):
        await talk.write_secret(lambda word: sasl.plain_message(name, word) + b"\r\n", "***")
        line = await talk.read(LOGIN_S)
    return pop3.parse_response(line)


def _outcome(reply: pop3.Response) -> LoginOutcome:
    if reply.ok or reply.code == "IN-USE":
        return "accepted"
    return "unavailable" if reply.code in _UNAVAILABLE else "refused"
