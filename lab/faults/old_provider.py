"""The phone still sends through the provider the domain left; that server knows nobody of it."""

from lab.fault import Expected, Seen
from lab.reported import phone, settings_alert

_HOST = "mail.oldhost.test"
CASE = phone(error=settings_alert(_HOST), onset="after-migration", outgoing={"host": _HOST})
EXPECT = (Expected("smtp-hostname-old-provider", instead=("smtp-hostname-wrong-server",)),)
MUST_NOT = ("password-wrong-both", "username-needs-full-address")
SEEN = (Seen(r"535 5\.7\.8"),)
