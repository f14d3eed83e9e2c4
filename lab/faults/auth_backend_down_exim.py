"""Dovecot's login socket is not where Exim looks: 435 to everybody who logs in."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone("erin@eximcustomer.test", error=settings_alert("mail.eximhost.test"), onset="sudden")
EXPECT = (Expected("auth-backend-down", "proven", "server"),)
MUST_NOT = ("password-wrong-both", "auth-backend-rejects-all", "username-needs-full-address")
SEEN = (Seen(r"435 Unable to authenticate at present"),)


def inject(lab: Lab) -> None:
    """Point both authenticators at a socket that does not exist."""
    host = lab.on("eximhost")
    host.replace("/etc/exim4/exim4.conf", "/run/dovecot/auth-client", "/run/dovecot/auth-gone")
    host.reload("exim")
