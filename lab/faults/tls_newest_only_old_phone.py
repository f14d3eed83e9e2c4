"""The server speaks TLS 1.3 only, and the phone is too old for it."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, tls_alert

CASE = phone(
    error=tls_alert("mail.hosting.test", 587),
    onset="sudden",
    device={"os": "iOS", "version": "9.3.5", "app": "Apple Mail"},
)
WORKS = True
EXPECT = (Expected("tls-version-too-new-for-device", "likely", "device"),)
MUST_NOT = ("tls-version-too-old-on-server", "tls-no-shared-cipher", "cert-violates-apple-policy")
SEEN = (
    Seen(
        r"(?i)alert protocol version",
        ("openssl", "s_client", "-connect", "mail.hosting.test:587", "-starttls", "smtp", "-tls1_2",
         "-brief"),
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Shut every older version out."""
    host = lab.on("hosting")
    host.postconf("smtpd_tls_protocols=>=TLSv1.3", "smtpd_tls_mandatory_protocols=>=TLSv1.3")
    host.reload("postfix")
