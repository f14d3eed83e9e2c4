"""The office was let through by its address alone, which is another since the new line."""

from lab.fault import Expected, Seen
from lab.plan import CLIENT_NETWORKS_V4
from lab.practice import Lab
from lab.replay import swaks
from lab.reported import RELAYING, phone

CASE = phone(
    error=RELAYING,
    onset="sudden",
    outgoing={"port": 25, "security": "none", "username": "", "password_set": False},
)
EXPECT = (
    Expected("outgoing-username-blank"),
    Expected("smtp-port-25-used"),
    Expected("outgoing-ssl-off"),
    Expected("ip-authorisation-lost", "possible", "network"),
)
MUST_NOT = ("ip-authorisation-lost", "permit-sasl-missing", "isp-smtp-off-network")
SEEN = (
    Seen(r"Relay access denied"),
    Seen(r"250 2\.1\.5 Ok", (*swaks(CASE, ""), "-4"), "client-b"),
)


def inject(lab: Lab) -> None:
    """Trust the addresses of client-b's network, where the office used to be."""
    host = lab.on("hosting")
    host.postconf(f"mynetworks=127.0.0.0/8 [::1]/128 {CLIENT_NETWORKS_V4['client-b']}")
    host.reload("postfix")
