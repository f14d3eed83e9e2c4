"""The mail host's only address record is a private one, which nobody outside can reach."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, timeout_alert

CASE = phone(
    error=timeout_alert("mail.hosting.test", 587), onset="after-migration", can_receive=False
)
EXPECT = (Expected("dns-record-missing-or-wrong", "proven", "dns"),)
MUST_NOT = ("smtp-service-down", "client-ip-banned", "server-firewall-port-closed")
SEEN = (Seen(r"(?m)^10\.20\.0\.5$", ("dig", "+short", "mail.hosting.test")),)


def inject(lab: Lab) -> None:
    """Publish the address the server has behind its router."""
    lab.zone(
        "hosting.test",
        r"(?m)^mail\.hosting\.test\. IN A .*\nmail\.hosting\.test\. IN AAAA .*\n",
        "mail.hosting.test. IN A 10.20.0.5\n",
    )
