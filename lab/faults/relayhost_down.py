"""The relay host of the server does not answer: accepted mail stays in the queue."""

from lab.fault import Seen
from lab.parts import relayed, wait_for_queue
from lab.practice import Lab
from lab.reported import phone

CASE = phone(onset="sudden", outgoing={"port": 465, "security": "tls"})
EXPECT = ()
SILENT = True
SEEN = (
    Seen(r"connect to mail\.oldhost\.test.*:2525: Connection refused", ("postqueue", "-p"),
         host="hosting"),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Relay to a port where nothing listens, and hand in a message."""
    wait_for_queue(relayed(lab, "[mail.oldhost.test]:2525"), "Connection refused")
