"""The phone's own address has a slip in it, and Exim verifies senders."""

from lab.fault import Expected, Seen
from lab.parts import exim_rule
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone(
    "erin@eximcustomer.test",
    error=recipient_alert("bob@elsewhere.test"),
    onset="first-setup",
    sender="erinn@eximcustomer.test",
)
EXPECT = (Expected("from-address-differs-from-login", "proven", "device"),)
MUST_NOT = ("sender-domain-rejected", "sender-login-mismatch", "recipient-unknown")
SEEN = (Seen(r"550[ -].*(?i:sender verify failed|verification failed)"),)


def inject(lab: Lab) -> None:
    """Verify the sender before anything else."""
    exim_rule(lab, "  require verify = sender\n")
