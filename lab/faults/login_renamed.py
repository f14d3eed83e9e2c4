"""The administrator has given the accounts new login names; the address no longer is one."""

from lab.fault import Expected, Seen
from lab.parts import USERS, relogin
from lab.practice import Lab
from lab.replay import swaks
from lab.reported import phone, settings_alert

CASE = phone(error=settings_alert("mail.hosting.test"), onset="after-update", can_receive=False)
EXPECT = (
    Expected("password-wrong-both", "likely", "account", instead=("username-wrong-format",)),
    Expected("account-reconfigured-login-changed", "possible", "account"),
)
MUST_NOT = ("account-deleted", "username-needs-full-address", "auth-backend-rejects-all")
SEEN = (
    Seen(r"535 5\.7\.8"),
    Seen(r"235 2\.7\.0", tuple(swaks(phone(outgoing={"username": "u20417"}),
                                     "alice-Lighthouse-13"))),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Rename alice's login."""
    host = lab.on("hosting")
    host.write(USERS, host.read(USERS).replace("alice@customer.test:", "u20417:"))
    relogin(host)
