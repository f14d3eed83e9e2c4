"""While the account was set up the iPhone settled on port 25, where nobody can sign in."""

from lab.fault import Expected, Seen
from lab.reported import CANNOT_SEND, phone

CASE = phone(
    error=CANNOT_SEND + "The user name or password for “mail.hosting.test” is incorrect.",
    onset="first-setup",
    outgoing={"port": 25},
)
EXPECT = (
    Expected("smtp-port-25-used"),
    Expected("ios-setup-picks-port-25", "likely"),
)
MUST_NOT = ("password-wrong-both", "sasl-not-enabled-on-service", "username-needs-full-address")
SEEN = (Seen(r"(?i)host did not advertise authentication"),)
