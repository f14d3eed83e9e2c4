"""Exim finds no way to the recipient's domain, for its router serves the old domains only."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone(
    "erin@eximcustomer.test", error=recipient_alert("bob@elsewhere.test"), onset="after-migration"
)
EXPECT = (
    Expected(
        "transport-routing-wrong",
        "possible",
        "server",
        instead=("domain-still-local-after-migration",),
    ),
)
MUST_NOT = (
    "recipient-unknown",
    "domain-still-local-after-migration",
    "recipient-address-typo",
    "permit-sasl-missing",
)
SEEN = (Seen(r"235 Authentication succeeded[\s\S]*550 .*Unrouteable address"),)


def inject(lab: Lab) -> None:
    """Route only the domains of the old server, and check recipients before they are taken."""
    host = lab.on("eximhost")
    path = "/etc/exim4/exim4.conf"
    host.replace(path, "domains = ! +local_domains\n  transport", "domains = old.test\n  transport")
    host.replace(path, "  accept authenticated = *\n", "  accept authenticated = *\n"
                 "         verify = recipient\n  require verify = recipient\n"
                 "  accept authenticated = *\n")  # fmt: skip
    host.reload("exim")
