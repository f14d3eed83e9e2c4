"""The phone's clock stands years ahead, so that a good certificate has expired for it."""

from lab.fault import Expected, Seen
from lab.reported import CANNOT_SEND, phone

CASE = phone(error=CANNOT_SEND + "The certificate for this server has expired.", onset="sudden")
WORKS = True
EXPECT = (Expected("device-date-wrong", "likely"),)
MUST_NOT = ("cert-expired", "cert-violates-apple-policy", "cert-hostname-mismatch")
SEEN = (
    Seen(
        r"certificate has expired",
        ("openssl", "s_client", "-connect", "mail.hosting.test:587", "-starttls", "smtp",
         "-attime", "4000000000", "-verify_return_error", "-brief"),
    ),
)  # fmt: skip
