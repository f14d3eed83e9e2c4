"""The queue's file system is nearly full, and the server takes no more mail."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, sender_alert

CASE = phone(error=sender_alert("alice@customer.test"), onset="sudden")
EXPECT = (Expected("queue-disk-full", "proven", "server"),)
MUST_NOT = ("sender-mailbox-over-quota", "rate-limit-hit", "permit-sasl-missing")
SEEN = (Seen(r"452 4\.3\.1 Insufficient system storage"),)


def inject(lab: Lab) -> None:
    """Give the queue a file system smaller than one and a half of the largest message."""
    host = lab.on("hosting")
    queue = "/var/spool/postfix"
    host.stop("postfix")
    host.run("mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", queue,
             undo=("sh", "-c", f"postfix stop; doveadm stop; umount -l {queue}"))  # fmt: skip
    host.restart("postfix")
    host.restart("dovecot")
