"""The server takes tokens only, for passwords were switched off; the phone has a password."""

from lab.fault import Expected, Seen
from lab.parts import clear, tokens_only
from lab.practice import Lab
from lab.reported import failed_alert, phone

CASE = phone(error=failed_alert("mail.hosting.test"), onset="sudden", can_receive=False)
EXPECT = (
    Expected(
        "oauth-required-basic-disabled",
        "proven",
        "account",
        instead=("outgoing-auth-mechanism-unsupported",),
    ),
)
MUST_NOT = ("password-wrong-both", "sasl-not-enabled-on-service", "auth-hidden-for-network")
SEEN = (Seen(r"250-AUTH (XOAUTH2 OAUTHBEARER|OAUTHBEARER XOAUTH2)\s", (
    *clear("mail.hosting.test", 587, "HELO"), "--tls")),)  # fmt: skip


def inject(lab: Lab) -> None:
    """Let Dovecot offer the token mechanisms alone."""
    tokens_only(lab)
