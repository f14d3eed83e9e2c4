"""Two faults: the certificate has run out, and the phone's user name lacks the domain."""

from lab.fault import Expected
from lab.faults.certificate_expired import SEEN, inject
from lab.reported import CANNOT_SEND, phone

CASE = phone(
    error=CANNOT_SEND + "The certificate for this server has expired.",
    onset="sudden",
    outgoing={"username": "alice"},
)
EXPECT = (
    Expected("cert-expired", "proven", "server"),
    Expected("username-needs-full-address", "unknown"),
)
MUST_NOT = ("password-wrong-both", "permit-sasl-missing")

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]
