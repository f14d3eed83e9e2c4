"""The server hides AUTH from the person's network and shows it to others."""

from lab.fault import Expected, Seen
from lab.plan import CLIENT_NETWORKS_V4, CLIENT_NETWORKS_V6
from lab.practice import Lab
from lab.replay import swaks
from lab.reported import failed_alert, phone

CASE = phone(error=failed_alert("mail.hosting.test"), onset="sudden")
EXPECT = (
    Expected(
        "auth-hidden-for-network", "possible", "server", instead=("sasl-not-enabled-on-service",)
    ),
)
MUST_NOT = ("sasl-not-enabled-on-service", "outgoing-auth-mechanism-unsupported")
SEEN = (
    Seen(r"Host did not advertise authentication"),
    Seen(r"235 2\.7\.0", tuple(swaks(CASE, "alice-Lighthouse-13")), "client-b"),
)


def inject(lab: Lab) -> None:
    """Except client-a's networks from SASL."""
    host = lab.on("hosting")
    v4, v6 = CLIENT_NETWORKS_V4["client-a"], CLIENT_NETWORKS_V6["client-a"]
    prefix, _, length = v6.partition("/")
    host.postconf(f"smtpd_sasl_exceptions_networks={v4} [{prefix}]/{length}")
    host.reload("postfix")
