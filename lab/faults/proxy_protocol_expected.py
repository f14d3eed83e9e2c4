"""The ports for sending wait for a balancer's line about the client; the phone sends none."""

from lab.fault import Expected, Seen
from lab.parts import clear
from lab.practice import Lab
from lab.reported import phone, timeout_alert

CASE = phone(error=timeout_alert("mail.hosting.test", 587), onset="after-update")
EXPECT = (Expected("proxy-protocol-mismatch", "possible", "server", instead=("provider-outage",)),)
MUST_NOT = ("smtp-service-down", "client-ip-banned", "server-firewall-port-closed")
SEEN = (
    Seen(r"Timeout \(3 secs\)|421 4\.3\.0"),
    Seen(r"220 .*ESMTP", clear("mail.hosting.test", 25)),
)


def inject(lab: Lab) -> None:
    """Expect the PROXY protocol on both ports for sending."""
    host = lab.on("hosting")
    host.submission("smtpd_upstream_proxy_protocol=haproxy")
    host.reload("postfix")
