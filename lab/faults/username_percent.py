"""The user name is written with a % for the @, as an old mail system wanted it."""

from lab.fault import Expected, Seen
from lab.reported import phone, settings_alert

CASE = phone(
    error=settings_alert("mail.hosting.test"),
    onset="after-migration",
    outgoing={"username": "alice%customer.test"},
)
EXPECT = (Expected("username-wrong-format"),)
MUST_NOT = ("password-wrong-both", "username-needs-full-address", "auth-backend-rejects-all")
SEEN = (Seen(r"535 5\.7\.8"),)
