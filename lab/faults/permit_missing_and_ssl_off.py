"""Two faults: the phone has SSL off, and the server does not let logged-in people relay."""

from lab.fault import Expected, Seen
from lab.faults.permit_sasl_missing import inject
from lab.faults.ssl_off import SEEN as _REFUSED
from lab.replay import swaks
from lab.reported import phone, sender_alert

CASE = phone(
    error=sender_alert("alice@customer.test"), onset="sudden", outgoing={"security": "none"}
)
EXPECT = (
    Expected("outgoing-ssl-off"),
    Expected("permit-sasl-missing", "proven", "server"),
)
SEEN = (
    *_REFUSED,
    Seen(
        r"235 2\.7\.0[\s\S]*554 5\.7\.1 .*Relay access denied",
        tuple(swaks(phone(), "alice-Lighthouse-13")),
    ),
)

__all__ = ["CASE", "EXPECT", "SEEN", "inject"]
