"""The recipient does not exist at its own server, which the sending server asks first."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

_TO = "bbo@elsewhere.test"
CASE = phone(
    error=CANNOT_SEND + f"The recipient “{_TO}” was rejected by the server because the user is "
    "unknown.",
    onset="sudden",
    recipient=_TO,
)
EXPECT = (
    Expected("recipient-unknown", "proven", "recipient", instead=("recipient-address-typo",)),
)
MUST_NOT = ("permit-sasl-missing",)
SEEN = (Seen(r"550 5\.1\.1 .*undeliverable address"),)


def inject(lab: Lab) -> None:
    """Let the server verify recipients before it takes a message."""
    host = lab.on("hosting")
    host.submission("smtpd_recipient_restrictions=reject_unverified_recipient")
    host.postconf("unverified_recipient_reject_code=550", "address_verify_poll_count=6")
    host.reload("postfix")
