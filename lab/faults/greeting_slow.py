"""The server thinks for twelve seconds before it greets; the phone has long given up."""

from lab.fault import Expected, Seen
from lab.parts import clear
from lab.practice import Lab
from lab.reported import phone, timeout_alert

CASE = phone(error=timeout_alert("mail.hosting.test", 587), onset="sudden")
WORKS = True
EXPECT = (Expected("provider-outage", "possible", "server"),)
MUST_NOT = ("proxy-protocol-mismatch", "smtp-service-down", "server-firewall-port-closed")
SEEN = (Seen(r"(?i)timed? ?out|timeout", clear("mail.hosting.test", 587)),)


def inject(lab: Lab) -> None:
    """Let the submission service sleep before it greets, as one does whose look-ups hang."""
    host = lab.on("hosting")
    host.submission("smtpd_delay_reject=no", "smtpd_client_restrictions=sleep,12")
    host.reload("postfix")
