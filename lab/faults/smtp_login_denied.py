"""Sending is switched off for this mailbox: the same login opens the mailbox, not submission."""

from lab.fault import Expected, Seen
from lab.parts import curl_mailbox, relogin
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone(error=settings_alert("mail.hosting.test"), onset="sudden")
EXPECT = (
    Expected(
        "smtp-auth-disabled-per-account",
        "possible",
        "account",
        instead=(
            "separate-smtp-credentials",
            "auth-backend-rejects-all",
            "app-password-required",
            "password-changed-not-updated-outgoing",
        ),
    ),
)
MUST_NOT = ("password-wrong-both", "username-needs-full-address", "auth-backend-rejects-all")
SEEN = (
    Seen(r"535 5\.7\.8"),
    Seen(
        r"A002 OK",
        curl_mailbox("mail.hosting.test", "alice@customer.test", "alice-Lighthouse-13"),
    ),
)
_DENY = """passdb {
  driver = passwd-file
  deny = yes
  args = username_format=%u /etc/dovecot/denied-%s
}
"""


def inject(lab: Lab) -> None:
    """Put a deny list for the service smtp before the password file."""
    host = lab.on("hosting")
    for service in ("imap", "pop3", "lmtp"):
        host.write(f"/etc/dovecot/denied-{service}", "")
    host.write("/etc/dovecot/denied-smtp", "alice@customer.test\n")
    path = "/etc/dovecot/conf.d/auth-passwdfile.conf.ext"
    host.write(path, _DENY + host.read(path))
    relogin(host)
