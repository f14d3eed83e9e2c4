"""The certificate is for another name than the one the phone is set to, on every port."""

from lab.certs import Leaf
from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

_ALERT = "The certificate hostname does not match “mail.hosting.test”."
CASE = phone(error=CANNOT_SEND + _ALERT, onset="after-migration")
EXPECT = (Expected("cert-hostname-mismatch", "proven", "server"),)
SEEN = (
    Seen(
        r"(?i)hostname mismatch",
        ("openssl", "s_client", "-connect", "mail.hosting.test:465", "-verify_return_error",
         "-verify_hostname", "mail.hosting.test", "-brief"),
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Swap in a certificate for the provider's server name."""
    leaf = Leaf(("srv17.hosting.test", "hosting.test"))
    lab.on("hosting").certificate(lab.authority.issue(leaf))
