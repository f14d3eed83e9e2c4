"""The server has a self-signed certificate, as a fresh installation makes one."""

from lab.certs import Leaf
from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

CASE = phone(
    error=CANNOT_SEND + "There is no root certificate for this server.", onset="first-setup"
)
EXPECT = (Expected("cert-self-signed-or-private-ca", "proven", "server"),)
MUST_NOT = ("cert-hostname-mismatch", "cert-chain-incomplete")
SEEN = (
    Seen(
        r"(?i)self-signed certificate",
        ("openssl", "s_client", "-connect", "mail.hosting.test:587", "-starttls", "smtp",
         "-verify_return_error", "-brief"),
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Swap in a certificate nobody else signed."""
    leaf = Leaf(("mail.hosting.test",), self_signed=True)
    lab.on("hosting").certificate(lab.authority.issue(leaf))
