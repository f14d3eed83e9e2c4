"""The server lets some accounts send and not this one, though its login is right."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone(error=recipient_alert("bob@elsewhere.test"), onset="first-setup")
EXPECT = (
    Expected(
        "smtp-auth-disabled-per-account",
        "proven",
        "account",
    ),
)
MUST_NOT = ("permit-sasl-missing", "recipient-unknown", "domain-still-local-after-migration",
            "sender-login-mismatch", "outgoing-suspended-or-held")  # fmt: skip
SEEN = (Seen(r"235 2\.7\.0[\s\S]*554 5\.7\.1 <alice@customer\.test>: SASL login name rejected"),)


def inject(lab: Lab) -> None:
    """Shut alice out."""
    host = lab.on("hosting")
    host.postmap("/etc/postfix/others", "alice@customer.test REJECT\n")
    host.submission("smtpd_sender_restrictions=check_sasl_access,hash:/etc/postfix/others")
    host.reload("postfix")
