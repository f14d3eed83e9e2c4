"""The password at the relay host of the server was changed: accepted mail stays here."""

from lab.fault import Seen
from lab.parts import relayed, wait_for_queue
from lab.practice import Lab
from lab.reported import phone

CASE = phone(onset="sudden", outgoing={"port": 465, "security": "tls"})
EXPECT = ()
SILENT = True
SEEN = (
    Seen(r"SASL authentication failed; server mail\.oldhost\.test", ("postqueue", "-p"),
         host="hosting"),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Relay by the other provider, with a password that is not right, and hand in a message."""
    host = relayed(lab, "[mail.oldhost.test]:587", login="vera@oldcustomer.test:not-the-password")
    wait_for_queue(host, "SASL authentication failed")
