"""The submission services speak TLS 1.0 and 1.1 only."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, tls_alert

CASE = phone(error=tls_alert("mail.hosting.test", 587), onset="after-update")
EXPECT = (Expected("tls-version-too-old-on-server", "proven", "server"),)
MUST_NOT = ("tls-cert-file-unreadable", "tls-no-shared-cipher")
SEEN = (
    Seen(r"(?i)TLS startup failed"),
    Seen(
        r"Protocol version: TLSv1(\.1)?\s",
        ("openssl", "s_client", "-connect", "mail.hosting.test:587", "-starttls", "smtp", "-tls1_1",
         "-cipher", "DEFAULT@SECLEVEL=0", "-brief"),
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Shut newer versions out, as an old installation does."""
    host = lab.on("hosting")
    host.postconf(
        "smtpd_tls_protocols=TLSv1, TLSv1.1",
        "smtpd_tls_mandatory_protocols=TLSv1, TLSv1.1",
        "tls_medium_cipherlist=DEFAULT@SECLEVEL=0",
    )
    host.reload("postfix")
