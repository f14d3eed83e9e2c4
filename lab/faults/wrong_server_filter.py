"""The outgoing host is another organisation's MX, which takes mail for its own people only."""

from lab.fault import Expected, Seen
from lab.reported import failed_alert, phone

_HOST = "mx.elsewhere.test"
CASE = phone(
    error=failed_alert(_HOST), onset="first-setup", recipient="dana@oldcustomer.test",
    outgoing={"host": _HOST, "port": 25},
)  # fmt: skip
EXPECT = (Expected("smtp-hostname-wrong-server", instead=("smtp-port-25-used",)),)
MUST_NOT = ("sasl-not-enabled-on-service", "permit-sasl-missing")
SEEN = (Seen(r"Host did not advertise authentication"),)
