"""Everything that is answered for one domain, rendered once. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from mailmend.settings_files.account import Account, NotUsable
from mailmend.settings_files.autoconfig import autoconfig
from mailmend.settings_files.autodiscover import autodiscover, autodiscover_json
from mailmend.settings_files.pacc import pacc
from mailmend.settings_files.pattern import Pattern

_SOMEONE = "3d9c0f-local-part"
_KEEP = (b"cache-control", b"public, max-age=3600")
_PRIVATE = (b"cache-control", b"no-store")
_NOSNIFF = (b"x-content-type-options", b"nosniff")

XML, JSON = b"application/xml; charset=utf-8", b"application/json; charset=utf-8"
PROFILE = b"application/x-apple-aspen-config"

Header = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Answer:
    """One whole HTTP answer; ``etag`` is empty where a copy must not be kept."""

    status: int
    headers: tuple[Header, ...]
    body: bytes
    etag: bytes = b""
    tail: bytes = field(default=b"", repr=False)
    """Header fields and body as they are sent, where they were made beforehand."""


def kept(content: bytes, kind: bytes) -> Answer:
    """An answer that is the same for everybody, with its entity tag (RFC 9110 section 8.8.3)."""
    etag = b'"' + hashlib.sha256(content).hexdigest()[:20].encode() + b'"'
    length = str(len(content)).encode()
    headers = (
        (b"content-type", kind),
        (b"content-length", length),
        (b"etag", etag),
        _KEEP,
        _NOSNIFF,
    )
    fields = b"".join(b"%b: %b\r\n" % header for header in headers)
    return Answer(200, headers, content, etag, b"%b\r\n%b" % (fields, content))


def fleeting(status: int, content: bytes, kind: bytes, *more: Header) -> Answer:
    """An answer for this request only."""
    length = str(len(content)).encode()
    headers = ((b"content-type", kind), (b"content-length", length), _PRIVATE, _NOSNIFF, *more)
    return Answer(status, headers, content)


def plain(status: int, text: str, *more: Header) -> Answer:
    """A refusal in one line."""
    return fleeting(status, f"{text}\n".encode(), b"text/plain; charset=utf-8", *more)


def not_modified(answer: Answer) -> Answer:
    """What is said to somebody who has the current copy."""
    return Answer(304, ((b"etag", answer.etag), _KEEP, _NOSNIFF), b"", answer.etag)


@dataclass(frozen=True, slots=True)
class DomainAnswers:
    """What is answered for one domain; ``None`` where that format cannot say its settings."""

    pattern: Pattern
    autoconfig: Answer | None
    pacc: Answer | None
    autodiscover_json: Answer
    outlook: str | None

    def autodiscover(self, local_part: str) -> Answer | None:
        """Outlook's reply for one mailbox; the local part was checked to be one."""
        if self.outlook is None:
            return None
        text = self.outlook.replace(_SOMEONE, escape(local_part))
        return fleeting(200, text.encode("utf-8"), XML)


def answers_of(pattern: Pattern) -> DomainAnswers:
    """Render everything for that domain."""
    account = pattern.account(_SOMEONE)
    name = pattern.organization
    config, document = _text(autoconfig, account, name), _text(pacc, account, name)
    return DomainAnswers(
        pattern,
        kept(config.encode(), XML) if config else None,
        kept(document.encode(), JSON) if document else None,
        kept(autodiscover_json(account).encode(), JSON),
        _text(autodiscover, account, name),
    )


def _text(render: Callable[[Account, str], str], account: Account, name: str) -> str | None:
    try:
        return render(account, name)
    except NotUsable:
        return None
