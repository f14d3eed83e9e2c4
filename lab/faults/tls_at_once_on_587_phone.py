"""A profile makes the phone open TLS at once on 587; it says it cannot connect using SSL."""

from lab.fault import Expected, Seen
from lab.reported import phone, tls_alert

CASE = phone(
    error=tls_alert("mail.hosting.test", 587), onset="first-setup", outgoing={"security": "tls"}
)
EXPECT = (Expected("implicit-tls-on-starttls-port"),)
SEEN = (Seen(r"(?i)TLS startup failed|wrong version number"),)
