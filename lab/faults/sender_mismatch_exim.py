"""Exim lets people send as their login only, and the phone sends as a colleague."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, sender_alert

CASE = phone(
    "erin@eximcustomer.test", error=sender_alert("frank@eximcustomer.test"), onset="first-setup",
    sender="frank@eximcustomer.test",
)  # fmt: skip
EXPECT = (Expected("from-address-differs-from-login", instead=("sender-login-mismatch",)),)
MUST_NOT = ("permit-sasl-missing", "sender-address-malformed")
SEEN = (Seen(r"235 Authentication succeeded[\s\S]*550 .*not the address you logged in with"),)


def inject(lab: Lab) -> None:
    """Compare the sender with the login at MAIL FROM."""
    host = lab.on("eximhost")
    path = "/etc/exim4/exim4.conf"
    rule = (
        "begin acl\n\nacl_check_mail:\n  deny authenticated = *\n"
        "       condition = ${if !eqi{$sender_address}{$authenticated_id}}\n"
        "       message = <$sender_address> is not the address you logged in with\n  accept\n"
    )
    host.replace(path, "begin acl\n", rule)
    host.replace(path, "acl_smtp_rcpt =", "acl_smtp_mail = acl_check_mail\nacl_smtp_rcpt =")
    host.reload("exim")
