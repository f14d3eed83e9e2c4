"""The server offers no STARTTLS on 587, though it does on 25; 465 works."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, ssl_alert

CASE = phone(error=ssl_alert("mail.hosting.test"), onset="after-update")
EXPECT = (
    Expected(
        "outgoing-ssl-on-plain-server", "likely", "device", instead=("smtp-inspection-or-proxy",)
    ),
)
MUST_NOT = ("smtp-inspection-or-proxy", "tls-cert-file-unreadable", "sasl-not-enabled-on-service")
SEEN = (Seen(r"(?i)STARTTLS not advertised|TLS not advertised|host did not advertise"),)


def inject(lab: Lab) -> None:
    """Leave the keyword out of the answer to EHLO."""
    host = lab.on("hosting")
    host.submission("smtpd_discard_ehlo_keywords=starttls")
    host.reload("postfix")
