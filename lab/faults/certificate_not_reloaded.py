"""The certificate was renewed on disk, and the mail server still presents the one that ran out."""

from lab.certs import Leaf
from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

CASE = phone(
    "olga@opencustomer.test",
    error=CANNOT_SEND + "The certificate for this server has expired.",
    onset="sudden",
)
EXPECT = (
    Expected("cert-expired", "proven", "server", instead=("cert-differs-per-service-or-sni",)),
)
SEEN = (
    Seen(
        r"certificate has expired",
        ("openssl", "s_client", "-connect", "mail.openhost.test:587", "-starttls", "smtp",
         "-verify_return_error", "-brief"),
    ),
    Seen(
        r"will not expire",
        ("openssl", "x509", "-noout", "-checkend", "0", "-in", "/etc/ssl/mail/fullchain.pem"),
        host="openhost",
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Serve one that has ended, then put a new one in its place and tell nobody."""
    host = lab.on("openhost")
    ended = Leaf(("mail.openhost.test",), key="ecdsa", starts_days_ago=93, lasts_days=90)
    host.certificate(lab.authority.issue(ended))
    renewed = lab.authority.issue(Leaf(("mail.openhost.test",), key="ecdsa"))
    host.write("/etc/ssl/mail/fullchain.pem", renewed.fullchain)
    host.write("/etc/ssl/mail/privkey.pem", renewed.key)
