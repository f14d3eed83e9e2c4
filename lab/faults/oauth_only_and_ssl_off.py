"""Two faults: the server takes tokens only, and SSL is off on the phone."""

from lab.fault import Expected
from lab.faults.oauth_only import SEEN, inject
from lab.reported import phone, sender_alert

CASE = phone(
    error=sender_alert("alice@customer.test"),
    onset="sudden",
    can_receive=False,
    outgoing={"security": "none"},
)
EXPECT = (
    Expected("oauth-required-basic-disabled", "proven", "account"),
    Expected("outgoing-ssl-off", "proven"),
)
MUST_NOT = ("password-wrong-both", "sasl-not-enabled-on-service")

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]
