"""Logging in succeeds, but no rule lets logged-in people relay (Postfix, 587 and 465)."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import RELAYING, phone

CASE = phone(error=RELAYING, onset="sudden")
EXPECT = (Expected("permit-sasl-missing", "proven", "server"),)
MUST_NOT = ("outgoing-username-blank", "from-address-differs-from-login")
SEEN = (Seen(r"235 2\.7\.0[\s\S]*554 5\.7\.1 .*Relay access denied"),)


def inject(lab: Lab) -> None:
    """Replace the permit of the submission services by a relay rule without it."""
    host = lab.on("hosting")
    host.submission("smtpd_relay_restrictions=permit_mynetworks,reject_unauth_destination")
    host.reload("postfix")
