"""The outgoing host is another provider's submission server, which does not know the mailbox."""

from lab.fault import Expected, Seen
from lab.reported import phone, settings_alert

_HOST = "mail.eximhost.test"
CASE = phone(error=settings_alert(_HOST), onset="first-setup", outgoing={"host": _HOST})
EXPECT = (Expected("smtp-hostname-wrong-server", instead=("smtp-hostname-old-provider",)),)
MUST_NOT = ("password-wrong-both", "username-needs-full-address")
SEEN = (Seen(r"535 Incorrect authentication data"),)
