"""The person's address is banned on the server (all ports); everybody else can send."""

from lab.fault import Expected, Seen
from lab.plan import BY_NAME
from lab.practice import Lab, address_of
from lab.replay import swaks
from lab.reported import phone, timeout_alert

CASE = phone(error=timeout_alert("mail.hosting.test", 587), onset="sudden", can_receive=False)
EXPECT = (
    Expected(
        "client-ip-banned",
        "possible",
        "server",
        instead=("server-firewall-port-closed", "smtp-service-down", "provider-outage"),
    ),
)
MUST_NOT = ("server-firewall-port-closed", "smtp-service-down", "dns-record-missing-or-wrong")
SEEN = (
    Seen(r"(?i)timed? ?out|timeout"),
    Seen(r"250 2\.1\.5 Ok", tuple(swaks(CASE, "alice-Lighthouse-13")), "client-b"),
)


def inject(lab: Lab) -> None:
    """Drop the client's packets on the host, as fail2ban's all-ports action does."""
    v4, v6 = address_of("client-a"), BY_NAME["client-a"].v6
    lab.on("hosting").firewall(f"ip saddr {v4} drop", f"ip6 saddr {v6} drop")
