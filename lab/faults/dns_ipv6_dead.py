"""The mail host publishes an IPv6 address at which nothing answers; IPv4 works."""

from lab.fault import Expected, Seen
from lab.plan import UNUSED_V6
from lab.practice import Lab
from lab.reported import phone, timeout_alert

CASE = phone(error=timeout_alert("mail.hosting.test", 587), onset="sudden")
EXPECT = (Expected("ipv6-path-broken", "proven", "dns"),)
MUST_NOT = ("client-ip-banned", "server-firewall-port-closed", "smtp-service-down")
SEEN = (
    Seen(
        r"(?i)timed? ?out|curl: \(28\)",
        ("curl", "-6", "-sS", "--connect-timeout", "3", "smtp://mail.hosting.test:587/"),
    ),
    Seen(rf"(?m)^{UNUSED_V6}$", ("dig", "+short", "mail.hosting.test", "AAAA")),
)


def inject(lab: Lab) -> None:
    """Point the AAAA record at an address that leads nowhere."""
    lab.zone(
        "hosting.test",
        r"(?m)^mail\.hosting\.test\. IN AAAA .*\n",
        f"mail.hosting.test. IN AAAA {UNUSED_V6}\n",
    )
