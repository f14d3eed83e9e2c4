"""Sending is switched off for the mailbox at an Exim host, whose refusal names it."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone("erin@eximcustomer.test", error=settings_alert("mail.eximhost.test"), onset="sudden")
EXPECT = (Expected("smtp-auth-disabled-per-account", "proven", "account"),)
MUST_NOT = ("password-wrong-both", "password-changed-not-updated-outgoing")
SEEN = (Seen(r"535 5\.7\.139"),)


def inject(lab: Lab) -> None:
    """Refuse at AUTH with the text of a large provider."""
    host = lab.on("eximhost")
    path = "/etc/exim4/exim4.conf"
    host.replace(path, "begin acl\n", "begin acl\n\nacl_check_auth:\n  deny message = 535 5.7.139 "
                 "Authentication unsuccessful, SmtpClientAuthentication is disabled for the "
                 "Mailbox.\n")  # fmt: skip
    host.replace(path, "acl_smtp_rcpt =", "acl_smtp_auth = acl_check_auth\nacl_smtp_rcpt =")
    host.reload("exim")
