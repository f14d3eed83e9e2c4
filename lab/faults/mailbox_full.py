"""The sender's mailbox is full, and the provider lets nothing out until there is room."""

from lab.fault import Expected, Seen
from lab.parts import mailbox_quota
from lab.practice import Lab
from lab.reported import phone, sender_alert

CASE = phone(error=sender_alert("alice@customer.test"), onset="sudden")
EXPECT = (Expected("sender-mailbox-over-quota", "proven", "account"),)
MUST_NOT = ("queue-disk-full", "message-too-large", "sending-limit-hit", "permit-sasl-missing")
SEEN = (Seen(r"235 2\.7\.0[\s\S]*552 5\.2\.2 .*mailbox is full"),)


def inject(lab: Lab) -> None:
    """Fill the mailbox to its quota and refuse its owner at MAIL FROM."""
    host = mailbox_quota(lab, "alice@customer.test")
    words = "552 5.2.2 alice@customer.test: mailbox is full, sending is blocked"
    host.postmap("/etc/postfix/full", f"alice@customer.test {words}\n")
    host.submission("smtpd_sender_restrictions=check_sender_access,hash:/etc/postfix/full")
    host.reload("postfix")
