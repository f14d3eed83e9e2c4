"""A rule of the server names a table that does not exist."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone(error=recipient_alert("bob@elsewhere.test"), onset="after-update")
EXPECT = (Expected("milter-or-policy-down", "likely", "server", instead=("provider-outage",)),)
MUST_NOT = ("milter-or-policy-down", "permit-sasl-missing", "recipient-unknown")
SEEN = (Seen(r"451 4\.3\.5 .*Server configuration error"),)


def inject(lab: Lab) -> None:
    """Ask a table that nobody wrote."""
    host = lab.on("hosting")
    host.submission("smtpd_recipient_restrictions=check_recipient_access,hash:/etc/postfix/gone")
    host.restart("postfix")
