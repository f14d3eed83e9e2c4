"""The certificate names the server in its common name only, which Apple does not read."""

from lab.certs import Leaf
from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

_ALERT = "The certificate hostname does not match “mail.hosting.test”."
CASE = phone(error=CANNOT_SEND + _ALERT, onset="after-update")
EXPECT = (Expected("cert-violates-apple-policy", "proven", "server", ("cert-hostname-mismatch",)),)
MUST_NOT = ("cert-expired", "cert-self-signed-or-private-ca")
SEEN = (
    Seen(
        r"(?i)No extensions in certificate",
        ("sh", "-c", ("openssl s_client -connect mail.hosting.test:465 </dev/null 2>/dev/null | "
         "openssl x509 -noout -ext subjectAltName 2>&1")),
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Swap in a certificate without subject alternative names."""
    leaf = Leaf(("mail.hosting.test",), subject_alternative_names=False)
    lab.on("hosting").certificate(lab.authority.issue(leaf))
