"""The hosting panel holds the domain's outgoing mail; Exim says so when the recipient is named."""

from lab.fault import Expected, Seen
from lab.parts import exim_rule
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone("erin@eximcustomer.test", error=recipient_alert("bob@elsewhere.test"), onset="sudden")
EXPECT = (Expected("outgoing-suspended-or-held", "proven", "account"),)
MUST_NOT = ("account-suspended", "sending-limit-hit", "permit-sasl-missing", "recipient-unknown")
SEEN = (Seen(r"235 Authentication succeeded[\s\S]*550-.*outgoing mail suspension"),)


def inject(lab: Lab) -> None:
    """Refuse people who log in, with the panel's words."""
    exim_rule(
        lab,
        "  deny authenticated = *\n"
        "       message = Domain eximcustomer.test has an outgoing mail suspension.  "
        "Message discarded.\n",
    )
