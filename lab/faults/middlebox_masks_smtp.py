"""A firewall on the person's network inspects SMTP: asterisks for a greeting, X for STARTTLS."""

from lab.fault import Expected, Seen
from lab.parts import clear
from lab.practice import Lab
from lab.reported import phone, ssl_alert

CASE = phone(error=ssl_alert("mail.hosting.test"), onset="sudden")
EXPECT = (Expected("smtp-inspection-or-proxy", "proven", "network"),)
MUST_NOT = ("outgoing-ssl-on-plain-server", "sasl-not-enabled-on-service")
SEEN = (
    Seen(r"220 \*{20}", clear("mail.hosting.test", 587)),
    Seen(r"250-X{8}", clear("mail.hosting.test", 587, "HELO")),
)


def inject(lab: Lab) -> None:
    """Turn the mail ports in the clear aside to the inspecting middlebox."""
    lab.middlebox("client-a", "{ 25, 587 }", "mask")
