"""The message with its pictures is larger than the server takes; its envelope is not the matter."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

CASE = phone(
    error=CANNOT_SEND + "Your message has size 14,2 MB, which exceeds 10,2 MB, the maximum allowed "
    "by the server.",
    onset="sudden",
)
WORKS = True
EXPECT = (Expected("message-too-large", "likely", "device"),)
MUST_NOT = ("content-filter-reject", "sender-mailbox-over-quota", "queue-disk-full")
_BIG = (
    "head -c 12000000 /dev/zero | tr '\\0' x | fold | curl -4sSv --ssl-reqd --max-time 10 "
    "--user alice@customer.test:alice-Lighthouse-13 --mail-from alice@customer.test "
    "--mail-rcpt bob@elsewhere.test -F '=<-;type=text/plain' smtp://mail.hosting.test:587/"
)
SEEN = (Seen(r"552 5\.3\.4 Message size exceeds fixed limit", ("sh", "-c", _BIG)),)


def inject(lab: Lab) -> None:
    """Set Postfix's default limit, which is ten mebibytes."""
    host = lab.on("hosting")
    host.postconf("message_size_limit=10240000")
    host.reload("postfix")
