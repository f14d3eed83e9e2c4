"""The certificate is valid for 900 days; Apple accepts no more than 825."""

from lab.certs import Leaf
from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

CASE = phone(error=CANNOT_SEND + "The certificate for the server is invalid.", onset="after-update")
EXPECT = (Expected("cert-violates-apple-policy", "proven", "server"),)
MUST_NOT = ("cert-hostname-mismatch", "cert-expired")
SEEN = (
    Seen(
        r"(?i)will not expire",
        ("sh", "-c", ("openssl s_client -connect mail.hosting.test:465 </dev/null 2>/dev/null | "
         "openssl x509 -noout -checkend 60000000")),
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Swap in a certificate with too long a life."""
    leaf = Leaf(("mail.hosting.test",), lasts_days=900)
    lab.on("hosting").certificate(lab.authority.issue(leaf))
