"""The server sits in a container that shows it every client under the gateway's address."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import failed_alert, phone

_GATEWAY = "172.18.0.1"
CASE = phone(error=failed_alert("mail.hosting.test"), onset="sudden")
EXPECT = (
    Expected(
        "container-nat-hides-client-ip",
        "possible",
        "server",
        instead=("rate-limit-hit",),
    ),
)
MUST_NOT = ("permit-sasl-missing", "smtp-service-down", "client-ip-banned", "ipv6-path-broken")
SEEN = (Seen(r"421 4\.7\.0 .*too many connections from 172\.18\.0\.1"),)


def inject(lab: Lab) -> None:
    """Let every connection come from the gateway, which others have used up the share of."""
    host = lab.on("hosting")
    lab.zone("hosting.test", r"(?m)^mail\.hosting\.test\. IN AAAA .*\n", "")
    host.run("ip", "addr", "add", f"{_GATEWAY}/32", "dev", "lo",
             undo=("ip", "addr", "del", f"{_GATEWAY}/32", "dev", "lo"))  # fmt: skip
    rules = (
        "add table ip container; add chain ip container in "
        "{ type nat hook input priority 100; policy accept; }; "
        f"add rule ip container in tcp dport {{ 25, 465, 587 }} snat to {_GATEWAY}"
    )
    host.run("nft", rules, undo=("nft", "delete table ip container"))
    host.postconf("smtpd_client_connection_rate_limit=1", "anvil_rate_time_unit=3600s")
    host.restart("postfix")
    for port in (25, 465, 587):
        dial = f"sleep 0.3 | curl -sm 1 telnet://mail.hosting.test:{port}"
        lab.run_client("client-b", ["sh", "-c", dial])
