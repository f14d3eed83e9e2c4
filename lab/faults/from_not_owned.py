"""The From address is a colleague's, and the server lets people send as themselves only."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone(
    error=recipient_alert("bob@elsewhere.test"), onset="first-setup", sender="carol@customer.test"
)
EXPECT = (Expected("from-address-differs-from-login", instead=("sender-login-mismatch",)),)
MUST_NOT = ("permit-sasl-missing",)
SEEN = (Seen(r"553 5\.7\.1 .*not owned by user"),)


def inject(lab: Lab) -> None:
    """Enforce the map of who may send as whom."""
    host = lab.on("hosting")
    host.submission("smtpd_sender_restrictions=reject_sender_login_mismatch")
    host.reload("postfix")
