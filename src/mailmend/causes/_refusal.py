"""Why a server refused a step: one reason for each reply, finer than what its text means. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from mailmend.errors import Reading

Why = Literal[
    "relay",
    "sender-owner",
    "sender-domain",
    "sender",
    "helo",
    "blocklist",
    "ban",
    "address",
    "client-name",
    "sender-policy",
    "greylist",
    "rate",
    "limit",
    "held",
    "quota",
    "disk",
    "filter",
    "recipient",
    "recipient-other",
    "routing",
    "content",
    "login-service",
    "tls-local",
    "other",
]
"""``address``: the client's address is refused, without a word on whether a list or a ban says so;
``sender``: the sender is refused without a word on why; ``filter``: a milter or policy service does
not answer; ``held``: outgoing mail of the account or domain is stopped; ``login-service``: logins
cannot be checked at present; ``tls-local``: TLS is not available through a fault of the server."""

_ADDRESSES = re.compile(r"<[^<>]{0,320}>|[^\s<>]{1,64}@[^\s<>]{1,255}")
_PTR = r"ip name (?:lookup failed|possibly forged)|cannot resolve ptr"
_LIST = (
    r"blocked using|\brbls?\b|\b(?:dns)?[bd]l\b|dnsbl|black ?list|block ?list|spamhaus|\blisted\b|"
    r"\bzen\.|spamcop|barracuda|sorbs|reputation"
)
_BAN = (
    r"\bbann?ed\b|fail2ban|too many (?:failed|bad|invalid|wrong|unsuccessful)|brute.?force|"
    r"failed log-?ins?|cphulk|\b(?:black|block|deny)[- ]?listed (?:here|locally)\b|"
    r"\blocal (?:black|block|deny)[- ]?list"
)
_OWNER = (
    r"not owned by|send(?:ing)? as\b|sendas|permissions? to send|(?:one of )?your addresses|"
    r"must match|does not match|mismatch|not (?:allowed|authori[sz]ed) to (?:send|use)|"
    r"authenticated (?:user|as|id)|\bspoof|^sender rejected\b"
)
_SENDER_DOMAIN = (
    r"domain|does not (?:exist|resolve)|badmailfrom|user unknown|unknown in|access denied|"
    r"black ?list|not (?:a )?local|no such|verif"
)
_LIMIT = (
    r"per (?:hour|day)|hourly|daily|quota|sending limit|user sending|sending too many|"
    r"max (?:e?mails|defers)|/ ?(?:1?h|hour|day)\b|outgoing|"
    r"emails? limit|exceeded your"
)
_OUTGOING_HELD = (
    r"(?:(?:outgoing|outbound) (?:e-?mail|mail|messages?|sending)|"
    r"\bsending (?:(?:of|from|for|by) )?(?:(?:e-?)?mails?|messages?|(?:this|your|the) "
    r"(?:account|mailbox|user|domain|address)))\b.{0,40}"
    r"(?:suspen|\bheld\b|on hold|disabled|blocked|stopped)"
)
_FULL = r"(?:mailbox|quota|account).{0,30}\b(?:full|exceeded)\b|over ?quota"
_HELD = r"suspen|\bheld\b|on hold|bad outbound|restricted|outbound spam|sending (?:is )?disabled"
_DISK = r"space|storage|disk|inode"
_ROUTING = r"loops? back|too many hops|mail(?: forwarding)? loop|relevant mx records"
_FILTER = r"service unavailable|try again later|milter|policy (?:service|server)|filter"


def why(reading: Reading) -> Why:
    """The reason of one refusal, from its meaning, codes, stage and words."""
    if reading.stage in {"mail", "rcpt"} and says(reading.text, _OUTGOING_HELD):
        return "held"
    judge = _BY_MEANING.get(reading.meaning)
    return judge(reading) if judge else "other"


def says(text: str, pattern: str) -> bool:
    """Whether the text matches, whatever its case; addresses quoted in it do not count."""
    return re.search(pattern, _ADDRESSES.sub(" ", text), re.IGNORECASE) is not None


def _detail(reading: Reading) -> str:
    return (reading.enhanced or "").partition(".")[2]


def _relay(reading: Reading) -> Why:
    return "client-name" if says(reading.text, _PTR) else "relay"


def _sender(reading: Reading) -> Why:
    if _detail(reading) == "2.2" or says(reading.text, _FULL):
        return "quota"
    if reading.stage == "mail" and says(reading.text, r"\baccount\b.{0,40}\bsuspend"):
        return "held"
    if says(reading.text, _OWNER) or _detail(reading) == "7.60":
        return "sender-owner"
    if says(reading.text, _SENDER_DOMAIN) or _detail(reading) in {"1.0", "1.7", "1.8"}:
        return "sender-domain"
    return "sender"


def _address(reading: Reading) -> Why:
    if says(reading.text, _BAN):
        return "ban"
    return "blocklist" if says(reading.text, _LIST) else "address"


def _login(reading: Reading) -> Why:
    """Failed logins told where no login was tried: a ban of the client's address."""
    early = reading.stage in {"greeting", "ehlo", "mail"}
    return "ban" if early and says(reading.text, _BAN) else "other"


def _login_service(reading: Reading) -> Why:
    """Postfix puts AUTH off with 4.3.0, like any command, while a milter does not answer."""
    unsaid = _detail(reading) == "3.0" and not says(reading.text, r"auth|login")
    return "filter" if unsaid else "login-service"


def _rate(reading: Reading) -> Why:
    if _detail(reading) == "5.3" or says(reading.text, r"too many (?:recipients|rcpt)"):
        return "other"
    if reading.alert == "D-LIMIT" or _detail(reading) in {"4.5", "1.90"}:
        return "limit"
    named = reading.causes == ("sending-limit-hit",)
    return "limit" if named or says(reading.text, _LIMIT) else "rate"


def _policy(reading: Reading) -> Why:
    detail = _detail(reading)
    if says(reading.text, _HELD) or re.fullmatch(r"7\.7[0-4]\d", detail):
        return "held"
    return "relay" if reading.stage == "rcpt" and says(reading.text, r"relay") else "other"


def _domain(reading: Reading) -> Why:
    about_sender = says(reading.text, r"sender address|mail from|domain of sender")
    if reading.stage == "mail" or about_sender or _detail(reading) == "1.8":
        return "sender-domain"
    routed = says(reading.text, _ROUTING) or _detail(reading) in {"4.4", "4.6"}
    return "routing" if routed else "recipient-other"


def _server(reading: Reading) -> Why:
    if says(reading.text, _ROUTING) or _detail(reading) == "4.6":
        return "routing"
    if "queue-disk-full" in reading.causes[:1] or _detail(reading) == "3.1":
        return "disk"
    if reading.code == "452" and says(reading.text, _DISK):
        return "disk"
    if reading.causes[:1] == ("milter-or-policy-down",) and _detail(reading) == "3.5":
        return "filter"
    tempfail = reading.code in {"451", "421"} and says(reading.text, _FILTER)
    return "filter" if tempfail and _detail(reading) in {"7.1", "3.5"} else "other"


def _disabled(reading: Reading) -> Why:
    if reading.stage == "mail":
        return "held" if says(reading.text, _HELD) else "other"
    return "recipient"


def _refused_recipient(reading: Reading) -> Why:
    if says(reading.text, r"openspf|\bspf\b|dmarc"):
        return "sender-policy"
    return "recipient-other"


def _tls(reading: Reading) -> Why:
    if reading.stage != "starttls" or reading.code != "454":
        return "other"
    if _detail(reading) == "3.0":
        return "filter"
    return "tls-local"


def _always(answer: Why) -> Callable[[Reading], Why]:
    return lambda _: answer


_BY_MEANING: dict[str, Callable[[Reading], Why]] = {
    "relay-denied": _relay,
    "auth-required": _always("relay"),
    "auth-failed": _login,
    "sender-rejected": _sender,
    "helo-rejected": _always("helo"),
    "ip-blocked": _address,
    "ptr-missing": _always("client-name"),
    "spf-dkim-dmarc": _always("sender-policy"),
    "greylisted": _always("greylist"),
    "rate-limited": _rate,
    "policy": _policy,
    "mailbox-full": _always("quota"),
    "domain-unknown": _domain,
    "server-error": _server,
    "config-error": _server,
    "recipient-unknown": _always("recipient"),
    "recipient-disabled": _disabled,
    "recipient-refused": _refused_recipient,
    "content-rejected": _always("content"),
    "auth-backend-error": _login_service,
    "tls-error": _tls,
}
