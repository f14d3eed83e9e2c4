"""The account may log in from one network only, and the person is in another."""

from lab.fault import Expected, Seen
from lab.parts import mark_account, relogin
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone(error=settings_alert("mail.hosting.test"), onset="sudden", can_receive=False)
EXPECT = (
    Expected(
        "mfa-conditional-access-block",
        "possible",
        "account",
        instead=(
            "password-wrong-both",
            "account-locked-out",
            "account-suspended",
            "auth-backend-rejects-all",
        ),
    ),
)
MUST_NOT = ("password-wrong-both", "account-deleted", "auth-backend-rejects-all")
SEEN = (Seen(r"535 5\.7\.8"),)


def inject(lab: Lab) -> None:
    """Allow alice's login from a network nobody is in."""
    host = lab.on("hosting")
    mark_account(host, "alice@customer.test", "allow_nets=192.0.2.0/24")
    relogin(host)
