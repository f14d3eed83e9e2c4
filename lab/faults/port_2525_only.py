"""The provider takes mail on port 2525 alone, and nobody published that."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, refused_alert

CASE = phone(error=refused_alert("mail.hosting.test", 587), onset="first-setup")
EXPECT = (
    Expected("smtp-port-wrong-closed", "proven", "device", instead=("autoconfig-wrong-settings",)),
)
MUST_NOT = ("submission-service-not-enabled", "smtp-service-down", "client-ip-banned")
SEEN = (Seen(r"(?i)connection refused"),)
_SERVICE = """2525 inet n - y - - smtpd
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
  -o smtpd_recipient_restrictions=
"""


def inject(lab: Lab) -> None:
    """Serve submission on 2525 instead of 587 and 465."""
    host = lab.on("hosting")
    host.master("-M#", "submission/inet", "submissions/inet")
    host.append("/etc/postfix/master.cf", _SERVICE)
    host.restart("postfix", 25, 2525)
