"""The server offers CRAM-MD5, but has only hashes of passwords; the phone is set to use it."""

from lab.fault import Expected, Seen
from lab.parts import relogin
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone(
    error=settings_alert("mail.hosting.test"),
    onset="after-update",
    outgoing={"authentication": "cram-md5"},
)
EXPECT = (Expected("cram-md5-hash-mismatch", "proven", "server"),)
MUST_NOT = ("password-wrong-both", "outgoing-auth-mechanism-unsupported")
SEEN = (Seen(r"AUTH CRAM-MD5[\s\S]*535 5\.7\.8"),)


def inject(lab: Lab) -> None:
    """Advertise the mechanism."""
    host = lab.on("hosting")
    host.replace(
        "/etc/dovecot/conf.d/10-auth.conf", "auth_mechanisms = plain login",
        "auth_mechanisms = plain login cram-md5",
    )  # fmt: skip
    relogin(host)
