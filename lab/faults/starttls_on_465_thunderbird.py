"""Thunderbird is set to STARTTLS on 465, where the server waits for TLS at once."""

from lab.fault import Expected, Seen
from lab.reported import THUNDERBIRD, phone

CASE = phone(
    error="Sending of the message failed. The message could not be sent because the connection to "
    "Outgoing server (SMTP) mail.hosting.test timed out. Try again.",
    onset="first-setup",
    device=THUNDERBIRD,
    outgoing={"port": 465, "security": "starttls"},
)
EXPECT = (Expected("starttls-on-implicit-port"),)
SEEN = (Seen(r"(?i)timed? ?out|timeout"),)
