"""Two faults: the mailbox is full, which stops sending, and the user name lacks its domain."""

from lab.fault import Expected, Seen
from lab.faults.mailbox_full import inject
from lab.replay import swaks
from lab.reported import phone, settings_alert

CASE = phone(
    error=settings_alert("mail.hosting.test"), onset="sudden", outgoing={"username": "alice"}
)
EXPECT = (
    Expected("sender-mailbox-over-quota", "proven", "account"),
    Expected("username-needs-full-address"),
)
MUST_NOT = ("password-wrong-both", "sender-login-mismatch", "queue-disk-full")
SEEN = (
    Seen(
        r"235 2\.7\.0[\s\S]*552 5\.2\.2 .*mailbox is full",
        tuple(swaks(phone(), "alice-Lighthouse-13")),
    ),
)

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]
