"""Two settings wrong: MD5 Challenge-Response at a server that has none, and SSL is off."""

from lab.fault import Expected
from lab.faults.ssl_off import SEEN
from lab.reported import failed_alert, phone

CASE = phone(
    error=failed_alert("mail.hosting.test"), onset="first-setup",
    outgoing={"authentication": "cram-md5", "security": "none"},
)  # fmt: skip
EXPECT = (Expected("outgoing-ssl-off"), Expected("outgoing-auth-mechanism-unsupported"))
MUST_NOT = ("sasl-not-enabled-on-service", "cram-md5-hash-mismatch")

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN"]
