"""The phone's VPN sends mail out by an address that the server takes for a VPN's and refuses."""

from lab.fault import Expected, Seen
from lab.plan import CLIENT_NETWORKS_V4, CLIENT_NETWORKS_V6
from lab.practice import Lab
from lab.reported import phone, sender_alert

CASE = phone(error=sender_alert("alice@customer.test"), onset="sudden")
EXPECT = (
    Expected(
        "vpn-or-private-dns-path",
        "possible",
        "network",
        instead=("rbl-applied-to-submission", "client-ip-banned"),
    ),
)
MUST_NOT = ("permit-sasl-missing", "smtp-service-down", "vpn-or-private-dns-path")
SEEN = (Seen(r"554 5\.7\.1 .*VPN exits"),)


def inject(lab: Lab) -> None:
    """Refuse client-a's networks with a word on VPNs."""
    host = lab.on("hosting")
    words = "554 5.7.1 mail from VPN exits is not taken here"
    rules = "".join(
        f"{network} {words}\n"
        for network in (CLIENT_NETWORKS_V4["client-a"], CLIENT_NETWORKS_V6["client-a"])
    )
    host.write("/etc/postfix/exits", rules)
    host.submission("smtpd_client_restrictions=check_client_access,cidr:/etc/postfix/exits")
    host.reload("postfix")
