"""Two settings wrong: SSL is off, and the user name is the local part alone."""

from lab.fault import Expected
from lab.faults.ssl_off import SEEN
from lab.reported import phone, sender_alert

CASE = phone(
    error=sender_alert("alice@customer.test"),
    onset="first-setup",
    outgoing={"security": "none", "username": "alice"},
)
EXPECT = (Expected("outgoing-ssl-off"), Expected("username-needs-full-address"))
MUST_NOT = ("password-wrong-both", "smtp-port-25-used", "outgoing-username-blank")

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN"]
