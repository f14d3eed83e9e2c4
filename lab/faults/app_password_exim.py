"""The provider wants an application password, and says so when the normal one is used."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, ssl_alert

CASE = phone("erin@eximcustomer.test", error=ssl_alert("mail.eximhost.test"), onset="sudden")
EXPECT = (Expected("app-password-required", "proven", "account"),)
MUST_NOT = ("outgoing-ssl-off", "password-wrong-both", "outgoing-ssl-on-plain-server")
SEEN = (Seen(r"534 5\.7\.9 Application-specific password required"),)


def inject(lab: Lab) -> None:
    """Refuse at AUTH with the text of such providers."""
    host = lab.on("eximhost")
    path = "/etc/exim4/exim4.conf"
    host.replace(path, "begin acl\n", "begin acl\n\nacl_check_auth:\n  deny message = 534 5.7.9 "
                 "Application-specific password required\n")  # fmt: skip
    host.replace(path, "acl_smtp_rcpt =", "acl_smtp_auth = acl_check_auth\nacl_smtp_rcpt =")
    host.reload("exim")
