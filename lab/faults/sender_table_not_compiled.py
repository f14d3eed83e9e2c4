"""The table of senders that the submission service looks up was never compiled."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, sender_alert

CASE = phone(error=sender_alert("alice@customer.test"), onset="sudden")
EXPECT = (
    Expected(
        "milter-or-policy-down",
        "possible",
        "server",
        instead=("queue-disk-full", "provider-outage", "server-software-bug"),
    ),
)
MUST_NOT = ("permit-sasl-missing", "sender-mailbox-over-quota", "sender-domain-rejected")
SEEN = (Seen(r"451 4\.3\.5 .*Server configuration error"),)


def inject(lab: Lab) -> None:
    """Look senders up in a table whose source is there, and whose .db is not."""
    host = lab.on("hosting")
    host.write("/etc/postfix/senders", "spam.test REJECT\n")
    host.submission("smtpd_sender_restrictions=check_sender_access,hash:/etc/postfix/senders")
    host.reload("postfix")
