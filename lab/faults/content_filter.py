"""A filter refuses the message by what is in it, at the end of DATA; the envelope is taken."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.replay import swaks
from lab.reported import CANNOT_SEND, phone

CASE = phone(
    error=CANNOT_SEND + "Sending the message content to the server failed.", onset="sudden"
)
WORKS = True
EXPECT = (Expected("content-filter-reject", "possible", "server"),)
MUST_NOT = ("message-too-large", "sender-mailbox-over-quota", "milter-or-policy-down")
SEEN = (
    Seen(
        r"550 5\.7\.1 .*looks like spam",
        tuple(swaks(CASE, "alice-Lighthouse-13", subject="Cheap watches")),
    ),
)


def inject(lab: Lab) -> None:
    """Refuse whatever has a subject."""
    host = lab.on("hosting")
    host.write("/etc/postfix/words", "/^Subject: ./ REJECT this message looks like spam\n")
    host.postconf("header_checks=regexp:/etc/postfix/words")
    host.reload("postfix")
