"""The person's network lets no mail port out, to no provider at all; the web works."""

from lab.fault import Expected, Seen
from lab.parts import clear
from lab.practice import Lab
from lab.reported import phone, timeout_alert

CASE = phone(error=timeout_alert("mail.hosting.test", 587), onset="sudden")
EXPECT = (
    Expected(
        "submission-ports-blocked-by-network",
        "likely",
        "network",
        instead=(
            "server-firewall-port-closed",
            "client-ip-banned",
            "smtp-service-down",
            "device-network-restricted",
        ),
    ),
)
MUST_NOT = ("server-firewall-port-closed", "client-ip-banned", "smtp-service-down")
SEEN = (
    Seen(r"(?i)timed? ?out|timeout"),
    Seen(r"(?i)timed? ?out|timeout", clear("mail.oldhost.test", 587)),
    Seen(r"220 .*ESMTP", clear("mail.hosting.test", 587), "client-b"),
)


def inject(lab: Lab) -> None:
    """Drop the mail ports that go out of client-a's network."""
    lab.filter('iifname "client-a" tcp dport { 25, 465, 587, 2525 } drop')
