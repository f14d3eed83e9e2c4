"""The server's certificate ran out three days ago, on every port."""

from lab.certs import Leaf
from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

CASE = phone(error=CANNOT_SEND + "The certificate for this server has expired.", onset="sudden")
EXPECT = (Expected("cert-expired", "proven", "server"),)
SEEN = (
    Seen(
        r"certificate has expired",
        ("openssl", "s_client", "-connect", "mail.hosting.test:587", "-starttls", "smtp",
         "-verify_return_error", "-brief"),
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Swap in a certificate that ended three days ago."""
    leaf = Leaf(("mail.hosting.test",), starts_days_ago=93, lasts_days=90)
    lab.on("hosting").certificate(lab.authority.issue(leaf))
