"""A firewall before the server drops 587 over IPv4 alone; the phone has no IPv6."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, timeout_alert

CASE = phone(error=timeout_alert("mail.hosting.test", 587), onset="after-migration")
WORKS = True
EXPECT = (Expected("server-firewall-port-closed", "likely", "server"),)
MUST_NOT = ("client-ip-banned", "smtp-service-down", "ipv6-path-broken")
SEEN = (
    Seen(
        r"(?i)timed? ?out|curl: \(28\)",
        ("curl", "-4", "-sS", "--connect-timeout", "3", "smtp://mail.hosting.test:587/"),
    ),
    Seen(
        r"(?m)^220 |250 ",
        ("curl", "-6", "-sSv", "--connect-timeout", "3", "smtp://mail.hosting.test:587/"),
    ),
)


def inject(lab: Lab) -> None:
    """Forget the port in the rules for IPv4."""
    lab.on("hosting").firewall("meta nfproto ipv4 tcp dport 587 drop")
