"""The mailbox was moved; host and user name on the phone are those of the old system."""

from lab.fault import Expected, Seen
from lab.reported import phone, settings_alert

_HOST = "mail.oldhost.test"
CASE = phone(
    error=settings_alert(_HOST),
    onset="after-migration",
    outgoing={"host": _HOST, "username": "alice"},
)
EXPECT = (
    Expected("smtp-hostname-old-provider", instead=("smtp-hostname-wrong-server",)),
    Expected("username-needs-full-address"),
    Expected("account-migrated-login-changed", "likely", "account"),
)
MUST_NOT = ("password-wrong-both", "account-migrated-login-changed")
SEEN = (Seen(r"535 5\.7\.8"),)
