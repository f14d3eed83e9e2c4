"""The account has run out: Dovecot checks it by PAM, and every service says it is expired."""

from lab.fault import Expected, Seen
from lab.parts import pam_account
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone(error=settings_alert("mail.hosting.test"), onset="sudden", can_receive=False)
EXPECT = (Expected("password-expired", "proven", "account"),)
MUST_NOT = ("password-wrong-both", "username-needs-full-address")
SEEN = (Seen(r"535 5\.7\.8 .*Password expired"),)


def inject(lab: Lab) -> None:
    """Let the system account run out in October 2024, and Dovecot ask PAM."""
    pam_account(lab, "auth required pam_unix.so\naccount required pam_unix.so\n", expires="20000")
