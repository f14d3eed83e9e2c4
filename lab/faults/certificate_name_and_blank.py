"""Two faults: the certificate is for another name, and the phone's user name is blank."""

from lab.fault import Expected
from lab.faults.certificate_wrong_name import SEEN, inject
from lab.reported import CANNOT_SEND, phone

CASE = phone(
    error=CANNOT_SEND + "The certificate hostname does not match “mail.hosting.test”.",
    onset="after-migration",
    outgoing={"username": "", "password_set": False},
)
EXPECT = (
    Expected("cert-hostname-mismatch", "proven", "server"),
    Expected("outgoing-username-blank", "likely"),
)
MUST_NOT = ("permit-sasl-missing",)

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]
