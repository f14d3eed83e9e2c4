"""Every message is handed to a filter on the server itself, and nobody listens there."""

from lab.fault import Seen
from lab.parts import hand_in, wait_for_queue
from lab.practice import Lab
from lab.reported import phone

CASE = phone(onset="after-update")
EXPECT = ()
SILENT = True
SEEN = (Seen(r"10024: Connection refused", ("postqueue", "-p"), host="hosting"),)


def inject(lab: Lab) -> None:
    """Name the port of a filter that was taken away."""
    host = lab.on("hosting")
    host.postconf("content_filter=smtp:[127.0.0.1]:10024")
    host.restart("postfix")
    hand_in(host)
    wait_for_queue(host, "10024")
