"""The server's own firewall drops 465 and 587; 25 and IMAP stay open, from everywhere."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, timeout_alert

CASE = phone(error=timeout_alert("mail.hosting.test", 587), onset="sudden")
EXPECT = (
    Expected(
        "server-firewall-port-closed",
        "likely",
        "server",
        instead=("submission-ports-blocked-by-network", "client-ip-banned"),
    ),
)
MUST_NOT = ("submission-service-not-enabled", "smtp-service-down", "client-ip-banned")
SEEN = (
    Seen(r"(?i)timed? ?out|timeout"),
    Seen(r"220 .*ESMTP", ("swaks", "--server", "mail.hosting.test", "--quit-after", "CONNECT")),
)


def inject(lab: Lab) -> None:
    """Drop both submission ports on the host itself."""
    lab.on("hosting").firewall("tcp dport { 465, 587 } drop")
