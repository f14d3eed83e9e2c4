"""Exim advertises AUTH to nobody."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import failed_alert, phone

CASE = phone(
    "erin@eximcustomer.test", error=failed_alert("mail.eximhost.test"), onset="after-update"
)
EXPECT = (
    Expected(
        "sasl-not-enabled-on-service", "likely", "server", instead=("auth-hidden-for-network",)
    ),
)
MUST_NOT = ("outgoing-auth-mechanism-unsupported", "smtp-inspection-or-proxy", "outgoing-auth-none")
SEEN = (Seen(r"Host did not advertise authentication"),)


def inject(lab: Lab) -> None:
    """Empty the list of hosts that may log in."""
    host = lab.on("eximhost")
    rule = "auth_advertise_hosts = ${if eq {$tls_in_cipher}{}{}{*}}"
    host.replace("/etc/exim4/exim4.conf", rule, "auth_advertise_hosts =")
    host.reload("exim")
