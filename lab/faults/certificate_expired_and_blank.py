"""Two faults: the certificate has run out, and the phone's user name is blank."""

from lab.fault import Expected
from lab.faults.certificate_expired import CASE as _CASE
from lab.faults.certificate_expired import SEEN, inject
from lab.reported import phone

CASE = phone(
    error=str(_CASE["error"]), onset="sudden", outgoing={"username": "", "password_set": False}
)
EXPECT = (
    Expected("cert-expired", "proven", "server"),
    Expected("outgoing-username-blank", "likely"),
)
MUST_NOT = ("cert-hostname-mismatch", "device-date-wrong", "permit-sasl-missing")

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]
