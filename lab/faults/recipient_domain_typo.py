"""The recipient's domain has a typo and does not exist; the server checks it."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, recipient_alert

_TO = "bob@elsewere.test"
CASE = phone(error=recipient_alert(_TO), onset="sudden", recipient=_TO)
EXPECT = (Expected("recipient-address-typo", "proven", "recipient"),)
MUST_NOT = ("permit-sasl-missing",)
SEEN = (Seen(r"450 4\.1\.2 .*Domain not found"),)


def inject(lab: Lab) -> None:
    """Let the server look up the recipient's domain."""
    host = lab.on("hosting")
    host.submission("smtpd_recipient_restrictions=reject_unknown_recipient_domain")
    host.reload("postfix")
