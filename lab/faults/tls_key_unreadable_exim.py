"""Exim's user may not read the key: 454 TLS currently unavailable."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, ssl_alert

CASE = phone("erin@eximcustomer.test", error=ssl_alert("mail.eximhost.test"), onset="after-update")
EXPECT = (Expected("tls-cert-file-unreadable", "proven", "server"),)
MUST_NOT = ("milter-or-policy-down", "outgoing-ssl-on-plain-server", "smtp-inspection-or-proxy")
SEEN = (Seen(r"454 TLS currently unavailable"),)


def inject(lab: Lab) -> None:
    """Give the key to root alone, as a renewal does."""
    host = lab.on("eximhost")
    host.chmod("/etc/ssl/mail/privkey.pem", 0o600)
    host.reload("exim")
