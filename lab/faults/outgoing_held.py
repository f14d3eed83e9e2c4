"""The provider has stopped the account's outgoing mail after it sent spam; reading goes on."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, sender_alert

CASE = phone(error=sender_alert("alice@customer.test"), onset="sudden")
EXPECT = (Expected("outgoing-suspended-or-held", "proven", "account"),)
MUST_NOT = ("account-suspended", "sender-login-mismatch", "permit-sasl-missing", "rate-limit-hit")
SEEN = (Seen(r"235 2\.7\.0[\s\S]*550 5\.7\.1 .*outgoing mail is suspended"),)


def inject(lab: Lab) -> None:
    """Refuse what the login sends, with the panel's words."""
    host = lab.on("hosting")
    words = "550 5.7.1 alice@customer.test: outgoing mail is suspended, contact support"
    host.postmap("/etc/postfix/held", f"alice@customer.test {words}\n")
    host.submission("smtpd_sender_restrictions=check_sasl_access,hash:/etc/postfix/held")
    host.reload("postfix")
