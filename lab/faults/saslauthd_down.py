"""Postfix checks passwords by saslauthd, which is not running: every login is refused."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone(error=settings_alert("mail.hosting.test"), onset="after-update")
EXPECT = (Expected("auth-backend-down", "proven", "server"),)
MUST_NOT = ("password-wrong-both", "account-deleted")
SEEN = (Seen(r"454 4\.7\.0 Temporary authentication failure"),)
_CONF = "pwcheck_method: saslauthd\nmech_list: PLAIN LOGIN\n"


def inject(lab: Lab) -> None:
    """Ask Cyrus SASL, which asks a socket where nobody listens."""
    host = lab.on("hosting")
    host.write("/etc/postfix/sasl/smtpd.conf", _CONF)
    host.postconf("smtpd_sasl_type=cyrus", "smtpd_sasl_path=smtpd")
    host.restart("postfix")
