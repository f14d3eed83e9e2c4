"""Postfix is not running: 25, 465 and 587 refuse, IMAP works."""

from lab.fault import Expected, Seen
from lab.parts import clear
from lab.practice import Lab
from lab.reported import phone, refused_alert

CASE = phone(error=refused_alert("mail.hosting.test", 587), onset="sudden")
EXPECT = (
    Expected(
        "smtp-service-down",
        "likely",
        "server",
        instead=("server-firewall-port-closed", "submission-service-not-enabled"),
    ),
)
MUST_NOT = ("submission-service-not-enabled", "client-ip-banned", "smtp-port-wrong-closed")
SEEN = (
    Seen(r"(?i)connection refused"),
    Seen(r"(?i)connection refused", clear("mail.hosting.test", 25)),
)


def inject(lab: Lab) -> None:
    """Stop Postfix."""
    lab.on("hosting").stop("postfix")
