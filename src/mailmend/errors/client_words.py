"""What a client's own message means when only its words are known, in any language."""

from typing import TYPE_CHECKING, NamedTuple

from mailmend.errors.about import is_of_other_programs, is_topic, speaks_of_mail
from mailmend.errors.patterns import rx
from mailmend.errors.reading import Stage
from mailmend.errors.signs import signs

if TYPE_CHECKING:
    from mailmend.errors.lexicon import Named

LONGEST = 200
"""A client's message longer than this, in characters, names SMTP."""

SHORT = 40
"""An English text up to this long may be a client's without a client's mark in it."""


LONE = 60
"""A client's message longer than this, in characters, has a word of mail in it."""

LONE_WRONG = 100
"""The same for a message that calls a password or a login wrong."""

LONE_SHARE = 0.12
"""A message without a word of mail consists at least to this share of words of errors."""


class Said(NamedTuple):
    """A meaning with the stage it belongs to, the hint for its causes, and a confidence."""

    meaning: str
    stage: Stage | None
    hint: str
    confidence: float


_QUOTED = r'"[^"]{2,120}"|(?<!\w)\'[^\']{2,120}\'(?!\w)|\[[^\][]{2,60}\]'

# One of these is in a message that does not speak of mail and yet is an error.
_TROUBLED = frozenset({"trouble", "wrong", "refused", "unknown", "capability"})

# What speaks of a login that was tried, or of the way to log in.
_TRIED = frozenset(
    {"wrong", "refused", "support", "method", "encrypted", "connection", "network", "capability"}
)

_HOST = r"[\w-]+\.\w{2,}"


def judge(flat: str) -> Said | None:
    """What the tidied message `flat` means, or None when it does not look like a client's.

    The ladder goes from words no other message has (STARTTLS, Kerberos) to those many have
    (connection, server).
    """
    if ("SMTP" not in flat and len(flat) > LONGEST) or is_topic(flat):
        return None
    from mailmend.errors.lexicon import concepts_in

    named = concepts_in(flat)
    if not speaks_of_mail(flat) and not _may_stand_alone(flat, named):
        return None
    if named.language == "en" and len(flat) > SHORT and client_of(flat) is None:
        return None
    return _by_name(flat) or _login(flat, named) or _refusal(named) or _transport(flat, named)


def _may_stand_alone(flat: str, named: "Named") -> bool:
    """Whether a message may be a mail program's although it does not speak of mail."""
    wrong = "wrong" in named.concepts and not named.concepts.isdisjoint({"password", "login"})
    fits = len(flat) <= (LONE_WRONG if wrong else LONE) and named.share >= LONE_SHARE
    return fits and bool(named.concepts & _TROUBLED) and not is_of_other_programs(flat)


def _by_name(flat: str) -> Said | None:
    if "STARTTLS" in flat.upper():
        return Said("tls-error", "starttls", "starttls-missing", 0.8)
    if "KERBEROS" in flat.upper() or "GSSAPI" in flat.upper():
        return Said("auth-failed", "auth", "mechanism", 0.8)
    return None


def _login(flat: str, named: "Named") -> Said | None:
    """Messages about logging in; advice to change a setting quotes the setting and its value."""
    concepts = named.concepts
    quoted = sum(1 for quote in rx(_QUOTED).findall(flat) if not rx(_HOST).search(quote))
    if "encrypted" in concepts and concepts & {"password", "login", "method"}:
        return Said("auth-unavailable", "auth", "mechanism", 0.8)
    if "|" in flat and quoted >= 3:
        return Said("auth-unavailable", "auth", "mechanism", 0.6)
    if "needed" in concepts and concepts & {"password", "login"} and not concepts & _TRIED:
        return Said("auth-required", None, "", 0.76)
    if concepts == {"password"} and len(flat) <= LONE:
        return None
    if "password" in concepts:
        return Said("auth-failed", "auth", "", 0.8)
    if concepts & {"method", "login"} and "support" in concepts:
        return Said("auth-unavailable", "auth", "mechanism", 0.75)
    if "|" in flat and quoted:
        return Said("auth-unavailable", "auth", "mechanism", 0.5)
    if "capability" in concepts and not concepts & {"connection", "login"} and "SMTP" not in flat:
        return Said("auth-unavailable", "ehlo", "listener", 0.6)
    if "login" in concepts and "connection" not in concepts:
        return Said("auth-failed", "auth", "", 0.7)
    return None


def _refusal(named: "Named") -> Said | None:
    concepts = named.concepts
    if "relay" in concepts and concepts & {"recipient", "refused", "support", "sender"}:
        return Said("relay-denied", "rcpt", "", 0.85)
    if {"recipient", "refused"} <= concepts:
        return Said("recipient-refused", "rcpt", "", 0.6)
    if {"sender", "refused"} <= concepts:
        return Said("sender-rejected", "mail", "", 0.6)
    if {"recipient", "wrong"} <= concepts:
        return Said("recipient-refused", "rcpt", "", 0.6)
    if {"sender", "wrong"} <= concepts:
        return Said("sender-rejected", "mail", "sender-domain", 0.6)
    if "certificate" in concepts:
        return Said("tls-error", "tls", "cert-root", 0.7)
    if "size" in concepts and "connection" not in concepts:
        return Said("size-exceeded", None, "", 0.6)
    return None


def _transport(flat: str, named: "Named") -> Said | None:
    concepts = named.concepts
    if {"reason", "unknown"} <= concepts:
        return Said("other", None, "", 0.6)
    if concepts & {"connection", "network"}:
        return Said("connection", "connect", "", 0.65)
    if "SMTP" in flat and "unknown" in concepts:
        return Said("connection", "connect", "host-unknown", 0.7)
    if "SMTP" in flat and (of := _of_an_address(concepts)):
        return of
    if "SMTP" in flat and not flat.isascii():
        return Said("connection", "connect", "", 0.4)
    return None


def _of_an_address(concepts: frozenset[str]) -> Said | None:
    """A message about the recipients or the sender that does not say what is wrong with them."""
    if "recipient" in concepts:
        return Said("recipient-refused", "rcpt", "", 0.5)
    if "sender" in concepts:
        return Said("sender-rejected", "mail", "", 0.5)
    return None


# Words only one program uses, as they stand in its messages; where a text has words of several,
# the first program here counts.
CLIENTS: dict[str, tuple[str, ...]] = {
    "ios-mail": (
        "Cannot Send Mail", "placed in your Outbox", "Settings > Mail", "Settings > Apps > Mail",
        "Cannot Get Mail",
    ),
    "thunderbird": (
        "utgoing server (SMTP)", "utgoing Server (SMTP)", "(SMTP)", "(SMTP-)", "SMTP-Server",
        "Kerberos/GSSAPI",
    ),
    "outlook": ("Microsoft Outlook", "Outlook data file", "0x800"),
    "k-9": (
        "Failed to send some messages", "Send failed: ", "Update your server settings",
        "Check your server settings", "server capability",
    ),
}  # fmt: skip
_RANK = list(CLIENTS).index


def client_of(flat: str) -> str | None:
    """The mail program whose message this is, by words only it uses, or None."""
    found = signs(flat).get("client")
    return min([means for means, _, _ in found], key=_RANK) if found else None
