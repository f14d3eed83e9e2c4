"""The phone's address already holds as many connections as the server allows."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone(error=settings_alert("mail.hosting.test"), onset="sudden")
EXPECT = (
    Expected(
        "rate-limit-hit", "possible", "server", instead=("client-ip-banned", "provider-outage")
    ),
)
MUST_NOT = ("sending-limit-hit", "permit-sasl-missing", "smtp-service-down")
SEEN = (Seen(r"421 4\.7\.0 .*too many connections"),)


def inject(lab: Lab) -> None:
    """Allow one, and hold it."""
    host = lab.on("hosting")
    host.postconf("smtpd_client_connection_count_limit=1")
    host.restart("postfix")
    lab.hold("client-a", "mail.hosting.test", 587, "4")
    lab.hold("client-a", "mail.hosting.test", 587, "6")
