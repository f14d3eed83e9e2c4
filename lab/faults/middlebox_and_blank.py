"""Two faults: the network takes STARTTLS away, and the phone's user name is blank."""

from lab.fault import Expected
from lab.faults.middlebox_strips_starttls import SEEN, inject
from lab.reported import phone, ssl_alert

CASE = phone(
    error=ssl_alert("mail.hosting.test"), onset="sudden",
    outgoing={"username": "", "password_set": False},
)  # fmt: skip
EXPECT = (
    Expected(
        "smtp-inspection-or-proxy", "likely", "network", instead=("outgoing-ssl-on-plain-server",)
    ),
    Expected("outgoing-username-blank"),
)
MUST_NOT = ("outgoing-ssl-on-plain-server", "sasl-not-enabled-on-service")

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]
