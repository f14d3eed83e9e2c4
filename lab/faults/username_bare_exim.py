"""The outgoing user name is only "erin" at an Exim host that needs the full address."""

from lab.fault import Expected, Seen
from lab.reported import phone, settings_alert

CASE = phone(
    "erin@eximcustomer.test",
    error=settings_alert("mail.eximhost.test"),
    onset="first-setup",
    outgoing={"port": 465, "security": "tls", "username": "erin"},
)
EXPECT = (Expected("username-needs-full-address"),)
SEEN = (Seen(r"535 Incorrect authentication data"),)
