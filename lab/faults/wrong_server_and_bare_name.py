"""Two settings wrong: another provider's server, and a user name that lacks the domain."""

from lab.fault import Expected, Seen
from lab.reported import phone, settings_alert

_HOST = "mail.oldhost.test"
CASE = phone(
    error=settings_alert(_HOST), onset="after-migration",
    outgoing={"host": _HOST, "username": "alice"},
)  # fmt: skip
EXPECT = (
    Expected("smtp-hostname-old-provider", instead=("smtp-hostname-wrong-server",)),
    Expected("username-needs-full-address", "proven"),
)
MUST_NOT = ("password-wrong-both",)
SEEN = (Seen(r"535 5\.7\.8"),)
