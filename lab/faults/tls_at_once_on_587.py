"""Thunderbird is set to SSL/TLS on 587, where the server greets in the clear."""

from lab.fault import Expected, Seen
from lab.reported import THUNDERBIRD, phone

CASE = phone(
    error="Sending of the message failed. The message could not be sent using Outgoing server "
    "(SMTP) mail.hosting.test for an unknown reason.",
    onset="first-setup",
    device=THUNDERBIRD,
    outgoing={"security": "tls"},
)
EXPECT = (Expected("implicit-tls-on-starttls-port"),)
SEEN = (Seen(r"(?i)TLS startup failed|wrong version number"),)
