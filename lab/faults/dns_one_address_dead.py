"""The mail server's name has two addresses, and at one of them there is no server any more."""

from lab.fault import Expected, Seen
from lab.plan import UNUSED_V4
from lab.practice import Lab
from lab.reported import phone, timeout_alert

CASE = phone(error=timeout_alert("mail.hosting.test", 587), onset="sudden")
WORKS = True
EXPECT = (Expected("dns-record-missing-or-wrong", "likely", "dns"),)
MUST_NOT = ("client-ip-banned", "server-firewall-port-closed", "dns-stale-after-migration")
SEEN = (
    Seen(rf"(?m)^{UNUSED_V4}$", ("dig", "+short", "mail.hosting.test")),
    Seen(
        r"(?i)timed? ?out|curl: \(28\)",
        ("curl", "-sS", "--connect-timeout", "3", f"smtp://{UNUSED_V4}:587/"),
    ),
)


def inject(lab: Lab) -> None:
    """Add the dead address."""
    lab.zone(
        "hosting.test",
        r"(?m)^mail\.hosting\.test\. IN A ",
        f"mail.hosting.test. IN A {UNUSED_V4}\nmail.hosting.test. IN A ",
    )
