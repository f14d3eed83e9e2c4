"""The person's network blocks outgoing port 25, which the phone is set to use."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, timeout_alert

CASE = phone(error=timeout_alert("mail.eximhost.test", 25), onset="first-setup",
             address="erin@eximcustomer.test", outgoing={"port": 25})  # fmt: skip
EXPECT = (
    Expected("port-25-blocked-by-carrier", "likely", "network", instead=("smtp-port-25-used",)),
)
MUST_NOT = ("smtp-service-down", "client-ip-banned")
SEEN = (
    Seen(r"(?i)timed? ?out|timeout"),
    Seen(
        r"220 .*Exim",
        ("swaks", "--server", "mail.eximhost.test", "--quit-after", "CONNECT"),
        "client-b",
    ),
)


def inject(lab: Lab) -> None:
    """Drop port 25 from client-a on the router."""
    lab.filter('iifname "client-a" tcp dport 25 drop')
