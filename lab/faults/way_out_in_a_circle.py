"""The relay host is the server itself: mail is taken, and comes back to where it was."""

from lab.fault import Seen
from lab.parts import hand_in, wait_for_queue
from lab.practice import Lab
from lab.reported import phone

CASE = phone(onset="after-migration")
EXPECT = ()
SILENT = True
SEEN = (Seen(r"loops back to myself", ("postqueue", "-p"), host="hosting"),)


def inject(lab: Lab) -> None:
    """Hand all mail on to the server's own name."""
    host = lab.on("hosting")
    host.postconf("relayhost=[mail.hosting.test]")
    host.restart("postfix")
    hand_in(host)
    wait_for_queue(host, "loops back")
