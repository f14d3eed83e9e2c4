"""The phone's network lets no mail out; the diagnosis is made from another, where it works."""

from lab.fault import Expected, Seen
from lab.faults.network_blocks_submission import inject
from lab.parts import clear
from lab.reported import phone, timeout_alert

CASE = phone(error=timeout_alert("mail.hosting.test", 587), onset="sudden")
CLIENT = "client-b"
WORKS = True
EXPECT = (
    Expected(
        "submission-ports-blocked-by-network",
        "possible",
        "network",
        instead=("device-network-restricted",),
    ),
    Expected("device-network-restricted", "possible"),
)
MUST_NOT = ("client-ip-banned", "smtp-service-down", "server-firewall-port-closed")
SEEN = (Seen(r"(?i)timed? ?out|timeout", clear("mail.hosting.test", 587), "client-a"),)

__all__ = ["CASE", "CLIENT", "EXPECT", "MUST_NOT", "SEEN", "WORKS", "inject"]
