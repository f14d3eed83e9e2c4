"""The server speaks in clear on 465 and waits for STARTTLS; phones start TLS there at once."""

from lab.fault import Expected, Seen
from lab.parts import clear
from lab.practice import Lab
from lab.reported import phone, tls_alert

CASE = phone(
    error=tls_alert("mail.hosting.test", 465),
    onset="after-migration",
    outgoing={"port": 465, "security": "tls"},
)
EXPECT = (Expected("implicit-tls-on-starttls-port", "proven", "device"),)
MUST_NOT = ("tls-version-too-old-on-server", "smtp-inspection-or-proxy", "cert-expired")
SEEN = (Seen(r"250-STARTTLS", clear("mail.hosting.test", 465, "HELO")),)


def inject(lab: Lab) -> None:
    """Take the wrapper off the port."""
    host = lab.on("hosting")
    host.master("-P", "submissions/inet/smtpd_tls_wrappermode=no")
    host.reload("postfix")
