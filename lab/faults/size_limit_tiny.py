"""The server takes no message above two thousand bytes; nobody meant that."""

from lab.fault import Expected, Seen
from lab.parts import clear
from lab.practice import Lab
from lab.reported import phone, sender_alert

CASE = phone(error=sender_alert("alice@customer.test"), onset="after-update")
WORKS = True
EXPECT = (Expected("message-too-large", "likely", "server"),)
MUST_NOT = ("sender-domain-rejected", "queue-disk-full")
SEEN = (Seen(r"250-SIZE 2000\s", clear("mail.hosting.test", 587, "HELO")),)


def inject(lab: Lab) -> None:
    """Leave three digits out."""
    host = lab.on("hosting")
    host.postconf("message_size_limit=2000")
    host.reload("postfix")
