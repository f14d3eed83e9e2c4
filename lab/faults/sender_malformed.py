"""The From address lacks the end of its domain, which the server asks for."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone(
    error=recipient_alert("bob@elsewhere.test"), onset="first-setup", sender="alice@customer"
)
EXPECT = (Expected("sender-address-malformed", instead=("from-address-differs-from-login",)),)
SEEN = (Seen(r"504 5\.5\.2 .*need fully-qualified address"),)


def inject(lab: Lab) -> None:
    """Let the server refuse senders without a full domain."""
    host = lab.on("hosting")
    host.submission("smtpd_sender_restrictions=reject_non_fqdn_sender")
    host.reload("postfix")
