"""587 alone shows last year's certificate; 465 and IMAP show the new one."""

from lab.certs import Leaf
from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

CASE = phone(error=CANNOT_SEND + "The certificate for this server has expired.", onset="sudden")
EXPECT = (
    Expected("cert-differs-per-service-or-sni", "proven", "server", instead=("cert-expired",)),
)
MUST_NOT = ("cert-hostname-mismatch", "cert-self-signed-or-private-ca")
SEEN = (
    Seen(
        r"certificate has expired",
        ("openssl", "s_client", "-connect", "mail.hosting.test:587", "-starttls", "smtp",
         "-verify_return_error", "-brief"),
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Give the submission service a certificate of its own, and run out."""
    host = lab.on("hosting")
    leaf = Leaf(("mail.hosting.test",), starts_days_ago=400, lasts_days=380)
    issued = lab.authority.issue(leaf)
    host.write("/etc/ssl/mail/last-year.pem", issued.fullchain)
    host.write("/etc/ssl/mail/last-year.key", issued.key)
    host.master(
        "-P",
        "submission/inet/smtpd_tls_cert_file=/etc/ssl/mail/last-year.pem",
        "submission/inet/smtpd_tls_key_file=/etc/ssl/mail/last-year.key",
    )
    host.reload("postfix")
