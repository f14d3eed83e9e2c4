"""The user name has the provider's domain behind the @ and not the mailbox's."""

from lab.fault import Expected, Seen
from lab.reported import phone, settings_alert

CASE = phone(
    error=settings_alert("mail.hosting.test"),
    onset="first-setup",
    outgoing={"username": "alice@hosting.test"},
)
EXPECT = (Expected("username-wrong-format"),)
MUST_NOT = ("password-wrong-both", "username-needs-full-address", "account-deleted")
SEEN = (Seen(r"535 5\.7\.8"),)
