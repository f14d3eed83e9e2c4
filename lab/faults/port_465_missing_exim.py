"""Exim listens on 25 and 587 only; the phone is set to 465, as the provider publishes."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, tls_alert

CASE = phone(
    "erin@eximcustomer.test", error=tls_alert("mail.eximhost.test", 465), onset="after-update",
    outgoing={"port": 465, "security": "tls"},
)  # fmt: skip
EXPECT = (
    Expected(
        "smtp-port-wrong-closed",
        instead=("submission-service-not-enabled", "autoconfig-wrong-settings"),
    ),
)
MUST_NOT = ("smtp-service-down", "client-ip-banned", "port-25-blocked-by-carrier")
SEEN = (Seen(r"(?i)connection refused"),)


def inject(lab: Lab) -> None:
    """Take 465 out of the ports Exim serves."""
    host = lab.on("eximhost")
    host.replace("/etc/exim4/exim4.conf", "25 : 465 : 587", "25 : 587")
    host.restart("exim", 25, 587)
