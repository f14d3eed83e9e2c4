"""The login for the relay host was written down and never compiled, so that mail stays here."""

from lab.fault import Seen
from lab.parts import relayed, wait_for_queue
from lab.practice import Lab
from lab.reported import phone

CASE = phone(onset="after-migration", outgoing={"port": 465, "security": "tls"})
EXPECT = ()
SILENT = True
SEEN = (
    Seen(r"(?i)transport unavailable|lookup error|local data error", ("postqueue", "-p"),
         host="hosting"),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Relay by the other provider with a table of logins that has no .db, and hand in a message."""
    host = relayed(lab, "[mail.oldhost.test]:587", login="vera@oldcustomer.test:x", compiled=False)
    wait_for_queue(host, "unavailable|error")
