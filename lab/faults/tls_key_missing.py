"""Postfix cannot read its key: 454 at STARTTLS on 587, and 465 closes."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, ssl_alert

CASE = phone(error=ssl_alert("mail.hosting.test"), onset="after-update")
EXPECT = (Expected("tls-cert-file-unreadable", "proven", "server"),)
MUST_NOT = ("milter-or-policy-down", "outgoing-ssl-on-plain-server", "smtp-inspection-or-proxy")
SEEN = (Seen(r"454 4\.7\.0 TLS not available due to local problem"),)


def inject(lab: Lab) -> None:
    """Name a key file that is not there."""
    host = lab.on("hosting")
    host.postconf("smtpd_tls_key_file=/etc/ssl/mail/moved-away.pem")
    host.reload("postfix")
