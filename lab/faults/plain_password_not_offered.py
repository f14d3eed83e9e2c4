"""The server offers a challenge alone, which it cannot check; the phone is set to password."""

from lab.fault import Expected, Seen
from lab.parts import clear, relogin
from lab.practice import Lab
from lab.reported import failed_alert, phone

CASE = phone(error=failed_alert("mail.hosting.test"), onset="after-update")
EXPECT = (Expected("outgoing-auth-mechanism-unsupported", "proven", "server"),)
MUST_NOT = ("password-wrong-both", "sasl-not-enabled-on-service", "auth-backend-rejects-all")
SEEN = (Seen(r"250-AUTH CRAM-MD5\s", (*clear("mail.hosting.test", 587, "HELO"), "--tls")),)


def inject(lab: Lab) -> None:
    """Let Dovecot offer CRAM-MD5 and no plain password, though it has only hashes."""
    host = lab.on("hosting")
    host.replace(
        "/etc/dovecot/conf.d/10-auth.conf", "auth_mechanisms = plain login",
        "auth_mechanisms = cram-md5",
    )  # fmt: skip
    relogin(host)
