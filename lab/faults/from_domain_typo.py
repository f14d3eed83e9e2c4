"""The From address has a typo in its domain, which does not exist."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone(
    error=recipient_alert("bob@elsewhere.test"), onset="first-setup", sender="alice@custmer.test"
)
EXPECT = (
    Expected(
        "sender-address-malformed",
        instead=("from-address-differs-from-login", "sender-domain-rejected"),
    ),
)
MUST_NOT = ("permit-sasl-missing",)
SEEN = (Seen(r"450 4\.1\.8 .*Domain not found"),)


def inject(lab: Lab) -> None:
    """Let the server look up the sender's domain."""
    host = lab.on("hosting")
    host.submission("smtpd_sender_restrictions=reject_unknown_sender_domain")
    host.reload("postfix")
