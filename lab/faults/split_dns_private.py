"""The office's name service gives a private address for the mail host, where no mail server is."""

from lab.fault import Expected, Seen
from lab.plan import CLIENT_NETWORKS_V4, CLIENT_NETWORKS_V6
from lab.practice import Lab
from lab.reported import phone, timeout_alert

CASE = phone(error=timeout_alert("mail.hosting.test", 587), onset="sudden", can_receive=False)
EXPECT = (
    Expected(
        "nat-hairpin-split-dns",
        "possible",
        "network",
        instead=("dns-stale-after-migration", "client-ip-banned", "server-firewall-port-closed"),
    ),
)
MUST_NOT = ("dns-record-missing-or-wrong", "client-ip-banned", "smtp-service-down")
SEEN = (
    Seen(r"(?m)^192\.168\.77\.10$", ("dig", "+short", "mail.hosting.test")),
    Seen(r"220 .*ESMTP", ("swaks", "--server", "mail.hosting.test:587", "--quit-after", "CONNECT"),
         "client-b"),
)  # fmt: skip
_VIEW = """  access-control-view: {v4} inside
  access-control-view: {v6} inside
view:
  name: "inside"
  view-first: yes
  local-zone: "mail.hosting.test." redirect
  local-data: "mail.hosting.test. 60 IN A 192.168.77.10"
"""


def inject(lab: Lab) -> None:
    """Answer client-a's networks otherwise than the rest of the world."""
    host = lab.on("resolver")
    view = _VIEW.format(v4=CLIENT_NETWORKS_V4["client-a"], v6=CLIENT_NETWORKS_V6["client-a"])
    host.append("/etc/unbound/unbound.conf", view)
    host.restart("unbound")
    lab.filter("ip daddr 192.168.0.0/16 drop")
