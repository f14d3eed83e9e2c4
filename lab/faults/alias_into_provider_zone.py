"""The phone has the customer's own alias of the server, a CNAME into the provider's zone."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone

CASE = phone(
    error="Cannot Verify Server Identity",
    onset="first-setup",
    outgoing={"host": "smtp.customer.test"},
)
EXPECT = (Expected("cert-hostname-mismatch", "proven", "server"),)
MUST_NOT = ("dns-stale-after-migration", "dns-record-missing-or-wrong")
SEEN = (
    Seen(
        r"(?m)^a\.hosting\.test\.$",
        ("dig", "+short", "+norecurse", "@198.51.100.53", "smtp.customer.test"),
    ),
    Seen(
        r"(?i)no alternative certificate subject name matches",
        ("curl", "-sS", "--max-time", "5", "--ssl-reqd", "smtp://smtp.customer.test:587/"),
    ),
)


def inject(lab: Lab) -> None:
    """Add the alias, and a second one that it leads to."""
    lab.zone("customer.test", r"(?m)^autoconfig ", "smtp IN CNAME a.hosting.test.\nautoconfig ")
    lab.zone(
        "hosting.test",
        r"(?m)^mail\.hosting\.test\. IN A ",
        "a IN CNAME mail\nmail.hosting.test. IN A ",
    )
