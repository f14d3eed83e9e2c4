"""The mailbox is suspended behind a Dovecot submission front end: no service lets it in."""

from lab.fault import Expected, Seen
from lab.parts import mark_account, submission_front
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone(error=settings_alert("mail.hosting.test"), onset="sudden", can_receive=False)
EXPECT = (Expected("account-suspended", "proven", "account"),)
MUST_NOT = ("password-wrong-both", "username-needs-full-address")
SEEN = (Seen(r"525 5\.7\.13"),)


def inject(lab: Lab) -> None:
    """Mark the account with nologin."""
    host = submission_front(lab, trusted=True)
    mark_account(host, "alice@customer.test", "nologin=y reason=Account_suspended")
    host.reload("dovecot")
