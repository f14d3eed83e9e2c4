"""The message goes out, but its copy cannot be put into the Sent mailbox, which is full."""

from lab.fault import Expected, Seen
from lab.parts import mailbox_quota
from lab.practice import Lab
from lab.reported import phone

CASE = phone(
    error="The message could not be saved to the mailbox “Sent”. The server said: [OVERQUOTA] "
    "Quota exceeded (mailbox for user is full)",
    onset="sudden",
)
WORKS = True
EXPECT = (
    Expected(
        "sent-copy-append-failed", "likely", "account", instead=("sender-mailbox-over-quota",)
    ),
)
MUST_NOT = ("queue-disk-full", "sending-limit-hit", "content-filter-reject")
_COPY = (
    "t=$(mktemp); printf 'Subject: copy\\r\\n\\r\\n%5000s\\r\\n' x >$t; curl -sSv --max-time 8 "
    "-T $t --user alice@customer.test:alice-Lighthouse-13 imaps://mail.hosting.test/Sent; rm $t"
)
SEEN = (Seen(r"NO \[OVERQUOTA\]", ("sh", "-c", _COPY)),)


def inject(lab: Lab) -> None:
    """Fill the mailbox to its quota."""
    mailbox_quota(lab, "alice@customer.test")
