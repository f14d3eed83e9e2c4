"""The certificate begins next month: the server's clock was ahead when it was made."""

from lab.certs import Leaf
from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

CASE = phone(error=CANNOT_SEND + "The certificate for the server is invalid.", onset="sudden")
EXPECT = (Expected("cert-expired", "proven", "server", instead=("cert-violates-apple-policy",)),)
MUST_NOT = ("cert-hostname-mismatch", "cert-self-signed-or-private-ca", "device-date-wrong")
SEEN = (
    Seen(
        r"certificate is not yet valid",
        ("openssl", "s_client", "-connect", "mail.hosting.test:587", "-starttls", "smtp",
         "-verify_return_error", "-brief"),
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Swap in a certificate of the future."""
    leaf = Leaf(("mail.hosting.test",), starts_days_ago=-30)
    lab.on("hosting").certificate(lab.authority.issue(leaf))
