"""The certificate's RSA key has 1024 bits; Apple asks for at least 2048."""

from lab.certs import Leaf
from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

CASE = phone(error=CANNOT_SEND + "The certificate for the server is invalid.", onset="after-update")
EXPECT = (Expected("cert-violates-apple-policy", "proven", "server"),)
MUST_NOT = ("cert-hostname-mismatch", "tls-no-shared-cipher", "cert-self-signed-or-private-ca")
SEEN = (
    Seen(
        r"Public-Key: \(1024 bit\)",
        ("sh", "-c", ("openssl s_client -connect mail.hosting.test:465 -cipher DEFAULT@SECLEVEL=0 "
         "</dev/null 2>/dev/null | openssl x509 -noout -text")),
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Swap in a short key, and let the services use it."""
    host = lab.on("hosting")
    host.postconf("tls_medium_cipherlist=DEFAULT@SECLEVEL=0")
    host.append("/etc/dovecot/local.conf", "ssl_cipher_list = DEFAULT@SECLEVEL=0\n")
    host.certificate(lab.authority.issue(Leaf(("mail.hosting.test",), key="rsa1024")))
