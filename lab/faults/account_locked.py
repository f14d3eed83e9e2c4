"""The account is locked for a while after too many wrong passwords, and the server says so."""

from lab.fault import Expected, Seen
from lab.parts import mark_account, submission_front
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone(
    error=settings_alert("mail.hosting.test"), onset="after-password-change", can_receive=False
)
EXPECT = (Expected("account-locked-out", "likely", "account"),)
MUST_NOT = (
    "account-locked-out",
    "password-wrong-both",
    "account-suspended",
    "username-needs-full-address",
)
SEEN = (Seen(r"525 5\.7\.13 .*locked"),)


def inject(lab: Lab) -> None:
    """Mark the account with nologin and the reason."""
    host = submission_front(lab, trusted=True)
    words = "Account_is_locked_after_too_many_failed_logins"
    mark_account(host, "alice@customer.test", f"nologin=y reason={words}")
    host.reload("dovecot")
