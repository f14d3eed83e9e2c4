"""The mail host's name resolves to a web proxy, which answers 80 and 443 and nothing else."""

from lab.fault import Expected, Seen
from lab.plan import CDN_V4
from lab.practice import Lab
from lab.reported import phone, timeout_alert

CASE = phone(error=timeout_alert("mail.hosting.test", 587), onset="sudden", can_receive=False)
EXPECT = (
    Expected(
        "mail-hostname-proxied-by-cdn", "likely", "dns", instead=("dns-record-missing-or-wrong",)
    ),
)
MUST_NOT = ("client-ip-banned", "smtp-service-down", "submission-ports-blocked-by-network")
SEEN = (
    Seen(r"(?i)timed? ?out|timeout"),
    Seen(r"HTTP/1\.1 \d\d\d", ("curl", "-sSi", "--max-time", "4", "http://mail.hosting.test/")),
)


def inject(lab: Lab) -> None:
    """Give the name the proxy's address, which drops every other port."""
    lab.zone(
        "hosting.test",
        r"(?m)^mail\.hosting\.test\. IN A .*\nmail\.hosting\.test\. IN AAAA .*\n",
        f"mail.hosting.test. IN A {CDN_V4}\n",
    )
    lab.filter(f"ip daddr {CDN_V4} tcp dport != {{ 80, 443 }} drop")
