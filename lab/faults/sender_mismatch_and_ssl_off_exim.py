"""Two settings wrong at Exim: SSL is off, and the phone sends as a colleague."""

from lab.fault import Expected, Seen
from lab.faults.sender_mismatch_exim import inject
from lab.replay import swaks
from lab.reported import phone, recipient_alert

_AS_FRANK = phone("erin@eximcustomer.test", sender="frank@eximcustomer.test")
CASE = phone(
    "erin@eximcustomer.test",
    error=recipient_alert("bob@elsewhere.test"),
    onset="first-setup",
    sender="frank@eximcustomer.test",
    outgoing={"security": "none"},
)
EXPECT = (
    Expected("outgoing-ssl-off"),
    Expected("from-address-differs-from-login", instead=("sender-login-mismatch",)),
)
MUST_NOT = ("permit-sasl-missing", "outgoing-username-blank", "sender-address-malformed")
SEEN = (
    Seen(
        r"235 Authentication succeeded[\s\S]*550 .*not the address you logged in with",
        tuple(swaks(_AS_FRANK, "erin-Lighthouse-17")),
    ),
)

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]
