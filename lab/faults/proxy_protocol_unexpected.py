"""A load balancer tells the server who connects, and the server takes it for a command."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone(error=settings_alert("mail.hosting.test"), onset="after-update")
EXPECT = (
    Expected(
        "proxy-protocol-mismatch", "possible", "server", instead=("smtp-inspection-or-proxy",)
    ),
)
MUST_NOT = ("smtp-service-down", "client-ip-banned", "helo-rejected-at-submission")
SEEN = (Seen(r"(?s)220 .*ESMTP.*50[023] |SSL_connect|421 "),)


def inject(lab: Lab) -> None:
    """Put a balancer before the ports for sending that sends the line of the PROXY protocol."""
    lab.middlebox("client-a", "{ 465, 587 }", "proxy")
