"""Two settings wrong: the user name is blank, and SSL is off."""

from lab.fault import Expected
from lab.faults.ssl_off import SEEN
from lab.reported import phone, sender_alert

CASE = phone(
    error=sender_alert("alice@customer.test"), onset="after-restore",
    outgoing={"username": "", "password_set": False, "security": "none"},
)  # fmt: skip
EXPECT = (Expected("outgoing-ssl-off"), Expected("outgoing-username-blank"))
MUST_NOT = ("permit-sasl-missing", "sender-domain-rejected")

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN"]
