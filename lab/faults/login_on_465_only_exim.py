"""Exim offers a login on 465 alone; the phone is set to 587."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import failed_alert, phone

CASE = phone(
    "erin@eximcustomer.test", error=failed_alert("mail.eximhost.test"), onset="after-update"
)
EXPECT = (Expected("sasl-not-enabled-on-service", "proven", "server"),)
MUST_NOT = ("auth-hidden-for-network", "password-wrong-both", "smtp-inspection-or-proxy")
SEEN = (Seen(r"(?i)no authentication|auth not advertised|did not advertise authentication"),)


def inject(lab: Lab) -> None:
    """Name AUTH on the one port only."""
    host = lab.on("eximhost")
    host.replace(
        "/etc/exim4/exim4.conf",
        "auth_advertise_hosts = ${if eq {$tls_in_cipher}{}{}{*}}",
        "auth_advertise_hosts = ${if eq {$received_port}{465}{*}{}}",
    )
    host.reload("exim")
