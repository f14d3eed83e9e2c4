"""The text a person would read of a bounce mail: its report and prose, not what it returns."""

from email import message_from_string
from email.errors import MessageError
from email.message import Message
from itertools import takewhile

from mailmend.errors.patterns import rx

MAX_PARTS = 32

_HEADER = r"[A-Za-z][\w-]{0,60}:"
# A delivery status notification on its own looks like headers.
_REPORT = ("reporting-mta:", "final-recipient:", "original-recipient:", "diagnostic-code:")
# What stands in the line after which a bounce returns the message it is about.
_RETURNED = (
    "original message", "copy of your message", "copy of the message", "returned message",
    "below this line", "unsent message", "message header", "forwarded message",
    "this is a copy", "body of message", "included is a copy", "return-path:", "received: from",
    "received: by", "message/rfc822", "text/rfc822-headers",
)  # fmt: skip


def readable(text: str) -> str:
    """`text` without mail headers, decoded where it is encoded, up to the returned message."""
    body = _body(text) if _is_mail(text) else text
    kept = list(takewhile(lambda line: not _begins_return(line), body.splitlines()))
    return "\n".join(kept) if any(line.strip() for line in kept) else body


def _is_mail(text: str) -> bool:
    lines = text.lstrip().splitlines()[:3]
    if lines and lines[0].lower().startswith(_REPORT):
        return False
    return len(lines) == 3 and all(
        rx(_HEADER).match(line) or line.startswith((" ", "\t", "From ")) for line in lines
    )


def _begins_return(line: str) -> bool:
    low = line.strip().lower()
    return low.startswith(("-", "received:", "return-path:", "content-type:")) and any(
        sign in low for sign in _RETURNED
    )


def _body(text: str) -> str:
    without_headers = text.lstrip().replace("\r\n", "\n").partition("\n\n")[2]
    try:
        message = message_from_string(text.lstrip())
        parts = [_part(part) for part in list(message.walk())[:MAX_PARTS]]
    except (MessageError, ValueError):
        return without_headers
    return "\n\n".join(part for part in parts if part.strip()) or without_headers


def _part(part: Message) -> str:
    kind = part.get_content_type()
    if kind == "message/delivery-status":
        payload = part.get_payload()
        return "\n\n".join(str(item) for item in payload) if isinstance(payload, list) else ""
    if part.is_multipart() or kind not in ("text/plain", "text/html"):
        return ""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    decoded = _decode(raw, part.get_content_charset() or "utf-8")
    return rx(r"<[^<>@]{1,200}>").sub(" ", decoded) if kind == "text/html" else decoded


def _decode(raw: bytes, charset: str) -> str:
    try:
        return raw.decode(charset, "replace")
    except LookupError:
        return raw.decode("latin-1")
