"""Postfix asks Cyrus SASL about logins, which has no accounts; Dovecot has them, unasked."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone(error=settings_alert("mail.hosting.test"), onset="after-migration")
EXPECT = (
    Expected(
        "auth-backend-rejects-all",
        "possible",
        "server",
        instead=("password-changed-not-updated-outgoing", "separate-smtp-credentials"),
    ),
)
MUST_NOT = ("password-wrong-both", "account-deleted")
SEEN = (Seen(r"535 5\.7\.8"),)


def inject(lab: Lab) -> None:
    """Name the other kind of login service."""
    host = lab.on("hosting")
    host.postconf("smtpd_sasl_type=cyrus")
    host.restart("postfix")
