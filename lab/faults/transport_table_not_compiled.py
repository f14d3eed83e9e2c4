"""A transport table was edited and never compiled: mail is taken and nobody knows its way."""

from lab.fault import Seen
from lab.parts import hand_in, wait_for_queue
from lab.practice import Lab
from lab.reported import phone

CASE = phone(onset="sudden", outgoing={"port": 465, "security": "tls"})
EXPECT = ()
SILENT = True
SEEN = (Seen(r"address resolver failure", ("postqueue", "-p"), host="hosting"),)


def inject(lab: Lab) -> None:
    """Name a table whose source is there, and whose .db is not."""
    host = lab.on("hosting")
    host.write("/etc/postfix/transport", "intern.customer.test smtp:[198.51.100.50]\n")
    host.postconf("transport_maps=hash:/etc/postfix/transport")
    host.restart("postfix")
    hand_in(host)
    wait_for_queue(host, "resolver failure")
