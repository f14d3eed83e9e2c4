"""The one message that ``verify`` sends: short, marked so that it can be found and removed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from mailmend.wire.smtp import Unsafe

MARK_HEADER = "X-Mailmend-Verification"
_TOKEN = re.compile(r"[0-9a-f]{32}\Z")


@dataclass(frozen=True, slots=True)
class Marked:
    """Who writes to whom; ``token`` (32 hexadecimal digits) marks this one message for good."""

    sender: str
    recipient: str
    token: str

    @property
    def message_id(self) -> str:
        """The Message-ID, which follows from the token: a second try has the same one."""
        domain = self.sender.rpartition("@")[2]
        return f"<mailmend.{self.token}@{domain if domain.isascii() else 'mailmend.invalid'}>"


def message(marked: Marked, at: datetime) -> bytes:
    """The message in the form for DATA, dots doubled, without the final dot (RFC 5321 4.5.2).

    Raises ``Unsafe`` for a token or an address that cannot stand in a header.
    """
    if not _TOKEN.match(marked.token):
        raise Unsafe("the token is not 32 hexadecimal digits")
    if not f"{marked.sender}{marked.recipient}".isascii():
        raise Unsafe("an address is not ASCII, and such a message is not written yet")
    made = EmailMessage(policy.SMTP)
    try:
        made["From"] = Address(addr_spec=marked.sender)
        made["To"] = Address(addr_spec=marked.recipient)
    except Exception as refusal:
        raise Unsafe("an address cannot be written into a header") from refusal
    made["Date"] = format_datetime(at)
    made["Message-ID"] = marked.message_id
    made["Subject"] = f"Mailmend test {marked.token[:8]}"
    made[MARK_HEADER] = marked.token
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made.set_content(
        "This message was sent on request, to prove that the mailbox can send again.\n"
        "It is removed by itself when it has arrived. Nothing needs to be done.\n"
    )
    data = made.as_bytes()
    return re.sub(rb"(?m)^\.", b"..", data)
