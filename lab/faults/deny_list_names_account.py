"""A list of those who may not log in names the mailbox; its password is refused."""

from lab.fault import Expected, Seen
from lab.parts import relogin
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone(error=settings_alert("mail.hosting.test"), onset="sudden", can_receive=False)
EXPECT = (
    Expected(
        "account-suspended",
        "possible",
        "account",
        instead=("password-wrong-both", "auth-backend-rejects-all", "account-locked-out"),
    ),
)
MUST_NOT = ("password-wrong-both", "username-needs-full-address", "account-deleted")
SEEN = (Seen(r"535 5\.7\.8"),)
_LIST = "passdb {\n  driver = passwd-file\n  args = /etc/dovecot/denied\n  deny = yes\n}\n"


def inject(lab: Lab) -> None:
    """Ask the list before the accounts."""
    host = lab.on("hosting")
    host.write("/etc/dovecot/denied", "mallory@customer.test\nalice@customer.test\n")
    path = "/etc/dovecot/conf.d/10-auth.conf"
    host.replace(path, "!include auth-passwdfile", f"{_LIST}!include auth-passwdfile")
    relogin(host)
