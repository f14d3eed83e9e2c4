"""The new certificate was put beside the old key: the server cannot start TLS."""

from lab.certs import Leaf
from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, ssl_alert

CASE = phone(error=ssl_alert("mail.hosting.test"), onset="after-update")
EXPECT = (Expected("tls-cert-file-unreadable", "proven", "server"),)
MUST_NOT = ("milter-or-policy-down", "outgoing-ssl-on-plain-server", "smtp-inspection-or-proxy")
SEEN = (Seen(r"454 4\.7\.0 TLS not available due to local problem"),)


def inject(lab: Lab) -> None:
    """Give Postfix the certificate of another key."""
    host = lab.on("hosting")
    other = lab.authority.issue(Leaf(("mail.hosting.test",)))
    host.write("/etc/ssl/mail/renewed.pem", other.fullchain)
    host.postconf("smtpd_tls_cert_file=/etc/ssl/mail/renewed.pem")
    host.reload("postfix")
