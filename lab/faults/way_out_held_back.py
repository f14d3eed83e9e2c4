"""The transport of all mail to others is held back: mail is taken and waits to be asked for."""

from lab.fault import Seen
from lab.parts import hand_in, wait_for_queue
from lab.practice import Lab
from lab.reported import phone

CASE = phone(onset="sudden")
EXPECT = ()
SILENT = True
SEEN = (Seen(r"deferred transport", ("postqueue", "-p"), host="hosting"),)


def inject(lab: Lab) -> None:
    """Put smtp among the transports that wait."""
    host = lab.on("hosting")
    host.postconf("defer_transports=smtp")
    host.restart("postfix")
    hand_in(host)
    wait_for_queue(host, "deferred transport")
