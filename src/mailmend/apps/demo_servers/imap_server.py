"""An IMAP server that can greet, tell its capabilities, log in and show a quota; no mail."""

from __future__ import annotations

import re

from mailmend.apps.demo_servers.lines import Peer
from mailmend.apps.demo_servers.smtp_server import MailHost, _decoded

CAPABILITIES = "IMAP4rev1 SASL-IR LITERAL+ ID QUOTA AUTH=PLAIN AUTH=LOGIN"
WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')
FAILED = "NO [AUTHENTICATIONFAILED] Authentication failed."


async def serve(peer: Peer, host: MailHost) -> None:
    """Hold one session, inside TLS from the start."""
    await peer.say(f"* OK [CAPABILITY {CAPABILITIES}] {host.name} ready.")
    while (line := await peer.line()) is not None:
        tag, _, rest = line.partition(" ")
        verb, _, arguments = rest.partition(" ")
        lines = await _answer(peer, host, verb.upper(), arguments)
        await peer.say(*(line.replace("TAG", tag, 1) for line in lines))
        if verb.upper() == "LOGOUT":
            return


async def _answer(peer: Peer, host: MailHost, verb: str, arguments: str) -> tuple[str, ...]:
    match verb:
        case "CAPABILITY":
            return (f"* CAPABILITY {CAPABILITIES}", "TAG OK Capability completed.")
        case "NOOP":
            return ("TAG OK NOOP completed.",)
        case "LOGOUT":
            return ("* BYE Logging out", "TAG OK Logout completed.")
        case "LOGIN":
            return (_login(host, *_words(arguments)),)
        case "AUTHENTICATE":
            return (await _authenticate(peer, host, arguments),)
        case "GETQUOTAROOT":
            return (
                '* QUOTAROOT INBOX "User quota"',
                '* QUOTA "User quota" (STORAGE 1024 102400)',
                "TAG OK Getquotaroot completed.",
            )
    return ("TAG BAD Unknown command",)


def _words(text: str) -> tuple[str, str]:
    found = [re.sub(r"\\(.)", r"\1", quoted) or bare for quoted, bare in WORD.findall(text)]
    return (found[0], found[1]) if len(found) == 2 else ("", "")


def _login(host: MailHost, user: str, password: str) -> str:
    if not host.knows(user, password):
        return f"TAG {FAILED}"
    return f"TAG OK [CAPABILITY {CAPABILITIES}] Logged in"


async def _authenticate(peer: Peer, host: MailHost, arguments: str) -> str:
    mechanism, _, initial = arguments.partition(" ")
    if mechanism.upper() != "PLAIN":
        return "TAG NO Unsupported authentication mechanism."
    if not initial:
        await peer.say("+ ")
        initial = await peer.line() or ""
    parts = _decoded(initial).split("\0")
    return _login(host, *parts[1:]) if len(parts) == 3 else f"TAG {FAILED}"
