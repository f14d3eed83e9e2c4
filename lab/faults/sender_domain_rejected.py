"""An access table refuses the domain's own addresses as senders, after the login too."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone(error=recipient_alert("bob@elsewhere.test"), onset="sudden")
EXPECT = (Expected("sender-domain-rejected", "proven", "server"),)
MUST_NOT = ("permit-sasl-missing", "from-address-differs-from-login", "sender-address-malformed")
SEEN = (Seen(r"235 2\.7\.0[\s\S]*554 5\.7\.1 <alice@customer\.test>: Sender address rejected"),)


def inject(lab: Lab) -> None:
    """Apply the rule against forged senders to submission."""
    host = lab.on("hosting")
    host.write("/etc/postfix/forged.regexp", "/@customer\\.test$/ REJECT\n")
    host.submission(
        "smtpd_sender_restrictions=check_sender_access,regexp:/etc/postfix/forged.regexp"
    )
    host.reload("postfix")
