"""Dovecot's password file is gone, so every login is refused, the right ones too."""

from lab.fault import Expected, Seen
from lab.parts import USERS, relogin
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone(error=settings_alert("mail.hosting.test"), onset="sudden", can_receive=False)
EXPECT = (
    Expected(
        "auth-backend-rejects-all",
        "possible",
        "server",
        instead=("password-wrong-both", "account-locked-out", "account-deleted"),
    ),
)
MUST_NOT = ("password-wrong-both", "username-needs-full-address", "account-deleted")
SEEN = (Seen(r"535 5\.7\.8"),)


def inject(lab: Lab) -> None:
    """Remove the file."""
    host = lab.on("hosting")
    host.remove(USERS)
    relogin(host)
