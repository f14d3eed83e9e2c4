"""The provider has trouble: mail is put off at every step, and the mailbox cannot be read."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, sender_alert

CASE = phone(
    "erin@eximcustomer.test",
    error=sender_alert("erin@eximcustomer.test"),
    onset="sudden",
    can_receive=False,
)
EXPECT = (
    Expected(
        "provider-outage", "possible", "server",
        instead=("auth-backend-down", "milter-or-policy-down"),
    ),
)  # fmt: skip
MUST_NOT = ("password-wrong-both", "greylisting-at-submission", "permit-sasl-missing")
SEEN = (Seen(r"451 Temporary local problem - please try later"),)


def inject(lab: Lab) -> None:
    """Put every sender off, as Exim does when look-ups fail, and stop Dovecot's mailboxes."""
    host = lab.on("eximhost")
    path = "/etc/exim4/exim4.conf"
    host.replace(path, "begin acl\n", "begin acl\n\nacl_check_mail:\n  defer message = "
                 "Temporary local problem - please try later\n")  # fmt: skip
    host.replace(path, "acl_smtp_rcpt =", "acl_smtp_mail = acl_check_mail\nacl_smtp_rcpt =")
    host.reload("exim")
    host.replace("/etc/dovecot/local.conf", "protocols = imap pop3 lmtp", "protocols = lmtp")
    host.host.run(["doveadm", "stop"])
    host.daemon("dovecot", undo=("doveadm", "stop"))
    host.afresh_when_healed("dovecot")
