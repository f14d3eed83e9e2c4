"""Something on the person's network takes STARTTLS out of what servers offer."""

from lab.fault import Expected, Seen
from lab.parts import clear
from lab.practice import Lab
from lab.reported import phone, ssl_alert

CASE = phone(error=ssl_alert("mail.hosting.test"), onset="sudden")
EXPECT = (
    Expected(
        "smtp-inspection-or-proxy", "likely", "network", instead=("outgoing-ssl-on-plain-server",)
    ),
)
MUST_NOT = ("outgoing-ssl-on-plain-server", "sasl-not-enabled-on-service")
SEEN = (
    Seen(r"(?i)STARTTLS not advertised|TLS not advertised|host did not advertise"),
    Seen(r"250-STARTTLS", clear("mail.hosting.test", 587, "HELO"), "client-b"),
)


def inject(lab: Lab) -> None:
    """Turn the mail ports in the clear aside to the middlebox."""
    lab.middlebox("client-a", "{ 25, 587 }", "strip")
