"""In the server's own office the router does not lead its public address back inside."""

from lab.fault import Expected, Seen
from lab.parts import clear
from lab.plan import BY_NAME
from lab.practice import Lab
from lab.reported import phone, timeout_alert

CASE = phone(error=timeout_alert("mail.hosting.test", 587), onset="sudden", can_receive=False)
EXPECT = (
    Expected(
        "client-ip-banned", "possible", "server",
        instead=("nat-hairpin-split-dns", "server-firewall-port-closed", "smtp-service-down",
                 "provider-outage"),
    ),
)  # fmt: skip
MUST_NOT = ("client-ip-banned", "smtp-service-down", "dns-record-missing-or-wrong")
SEEN = (
    Seen(r"(?i)timed? ?out|timeout"),
    Seen(r"220 .*ESMTP", clear("mail.hosting.test", 587), "client-b"),
)


def inject(lab: Lab) -> None:
    """Drop what goes from client-a's network to the server's public addresses."""
    host = BY_NAME["hosting"]
    lab.filter(
        f'iifname "client-a" ip daddr {host.v4} drop',
        f'iifname "client-a" ip6 daddr {host.v6} drop',
    )
