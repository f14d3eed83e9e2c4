"""The password handed over is wrong: the mailbox refuses it as well as the outgoing server."""

from lab.fault import Expected, Seen
from lab.parts import curl_mailbox
from lab.reported import phone, settings_alert

CASE = phone(
    error=settings_alert("mail.hosting.test"), onset="after-password-change", can_receive=False
)
PASSWORD = "not-the-Password-any-more"
EXPECT = (Expected("password-wrong-both", "likely", "account", instead=("account-locked-out",)),)
MUST_NOT = ("username-needs-full-address", "auth-backend-rejects-all", "account-deleted")
SEEN = (
    Seen(r"535 5\.7\.8"),
    Seen(
        r"\[AUTHENTICATIONFAILED\]",
        curl_mailbox("mail.hosting.test", "alice@customer.test", PASSWORD),
    ),
)
