"""SSL is on, but port 587 of this server has no TLS and logs people in without; 465 has it."""

from lab.fault import Expected, Seen
from lab.parts import clear
from lab.practice import Lab
from lab.reported import phone, ssl_alert

CASE = phone(error=ssl_alert("mail.hosting.test"), onset="first-setup")
EXPECT = (Expected("outgoing-ssl-on-plain-server"),)
MUST_NOT = ("smtp-inspection-or-proxy", "tls-cert-file-unreadable", "sasl-not-enabled-on-service")
SEEN = (Seen(r"250-AUTH PLAIN", clear("mail.hosting.test", 587, "HELO")),)


def inject(lab: Lab) -> None:
    """Take TLS from 587 and let people log in there all the same."""
    host = lab.on("hosting")
    host.master(
        "-P",
        "submission/inet/smtpd_tls_security_level=none",
        "submission/inet/smtpd_tls_auth_only=no",
    )
    host.replace(
        "/etc/dovecot/conf.d/10-auth.conf",
        "disable_plaintext_auth = yes",
        "disable_plaintext_auth = no",
    )
    host.restart("dovecot")
    host.reload("postfix")
