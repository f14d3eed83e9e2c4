"""Two faults: the phone is set to port 25, and the certificate there is for another name."""

from lab.fault import Expected
from lab.faults.certificate_wrong_name import CASE as _CASE
from lab.faults.certificate_wrong_name import SEEN, inject
from lab.reported import phone

CASE = phone(error=str(_CASE["error"]), onset="after-migration", outgoing={"port": 25})
EXPECT = (
    Expected("cert-hostname-mismatch", "proven", "server"),
    Expected("smtp-port-25-used", "unknown"),
)
MUST_NOT = ("cert-self-signed-or-private-ca", "outgoing-ssl-off", "password-wrong-both")

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]
