"""Submission offers no AUTH, on 587 or on 465, so the phone cannot log in."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import failed_alert, phone

CASE = phone(error=failed_alert("mail.hosting.test"), onset="after-update")
EXPECT = (
    Expected(
        "sasl-not-enabled-on-service", "likely", "server", instead=("auth-hidden-for-network",)
    ),
)
MUST_NOT = ("outgoing-auth-mechanism-unsupported", "smtp-inspection-or-proxy", "outgoing-auth-none")
SEEN = (Seen(r"Host did not advertise authentication"),)


def inject(lab: Lab) -> None:
    """Switch SASL off on both services."""
    host = lab.on("hosting")
    host.submission("smtpd_sasl_auth_enable=no")
    host.reload("postfix")
