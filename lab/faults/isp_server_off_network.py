"""The phone sends through an access provider's server, which serves its own lines only."""

from lab.fault import Expected, Seen
from lab.plan import CLIENT_NETWORKS_V4
from lab.practice import Lab
from lab.replay import swaks
from lab.reported import RELAYING, phone

_HOST = "mail.oldhost.test"
CASE = phone(
    error=RELAYING,
    onset="sudden",
    outgoing={
        "host": _HOST, "port": 25, "security": "none", "username": "", "password_set": False,
        "authentication": "none",
    },
)  # fmt: skip
EXPECT = (
    Expected(
        "smtp-hostname-wrong-server", instead=(
            "smtp-hostname-old-provider", "outgoing-username-blank", "outgoing-auth-none",
            "smtp-port-25-used", "outgoing-ssl-off",
        ),
    ),
    Expected("isp-smtp-off-network", "possible"),
)  # fmt: skip
MUST_NOT = ("isp-smtp-off-network", "permit-sasl-missing", "ip-authorisation-lost")
SEEN = (
    Seen(r"Relay access denied"),
    Seen(r"250 2\.1\.5 Ok", (*swaks(CASE, ""), "-4"), "client-b"),
)


def inject(lab: Lab) -> None:
    """Let a server without any login trust client-b's lines."""
    host = lab.on("oldhost")
    host.postconf(f"mynetworks=127.0.0.0/8 [::1]/128 {CLIENT_NETWORKS_V4['client-b']}")
    host.submission("smtpd_sasl_auth_enable=no")
    host.reload("postfix")
