"""The question about a self-signed certificate was cancelled, and the phone refuses in silence."""

from lab.fault import Expected
from lab.faults.certificate_self_signed import SEEN, inject
from lab.reported import phone, tls_alert

CASE = phone(error=tls_alert("mail.hosting.test", 587), onset="first-setup")
EXPECT = (
    Expected("cert-self-signed-or-private-ca", "proven", "server"),
    Expected("ios-trust-prompt-suppressed", "possible"),
)
MUST_NOT = ("ios-trust-prompt-suppressed", "cert-hostname-mismatch", "tls-no-shared-cipher")

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]
