"""The server sends its certificate without the intermediate that leads to the root."""

from lab.certs import Leaf
from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

CASE = phone(
    error=CANNOT_SEND + "The root certificate for this server could not be verified.",
    onset="after-update",
)
EXPECT = (Expected("cert-chain-incomplete", "proven", "server"),)
MUST_NOT = ("cert-self-signed-or-private-ca", "cert-hostname-mismatch")
SEEN = (
    Seen(
        r"(?i)unable to get local issuer certificate|unable to verify the first certificate",
        ("openssl", "s_client", "-connect", "mail.hosting.test:465", "-verify_return_error",
         "-brief"),
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Install the leaf alone."""
    leaf = Leaf(("mail.hosting.test",))
    lab.on("hosting").certificate(lab.authority.issue(leaf), chain=False)
