"""The server takes TLS 1.2 with one cipher only that no phone offers any more."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, tls_alert

CASE = phone(error=tls_alert("mail.hosting.test", 587), onset="after-update")
EXPECT = (Expected("tls-no-shared-cipher", "proven", "server"),)
MUST_NOT = ("tls-version-too-old-on-server", "tls-cert-file-unreadable", "smtp-inspection-or-proxy")
SEEN = (
    Seen(
        r"Ciphersuite: DHE-RSA-AES256-SHA256",
        ("openssl", "s_client", "-connect", "mail.hosting.test:587", "-starttls", "smtp", "-tls1_2",
         "-cipher", "DHE-RSA-AES256-SHA256", "-brief"),
    ),
    Seen(
        r"(?i)handshake failure",
        ("openssl", "s_client", "-connect", "mail.hosting.test:587", "-starttls", "smtp",
         "-cipher", "ECDHE+AESGCM", "-brief"),
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Narrow the list down as far as a careless rule does."""
    host = lab.on("hosting")
    host.postconf(
        "smtpd_tls_protocols=TLSv1.2",
        "smtpd_tls_mandatory_protocols=TLSv1.2",
        "tls_medium_cipherlist=DHE-RSA-AES256-SHA256",
    )
    host.reload("postfix")
