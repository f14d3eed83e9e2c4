"""firewalld's zone has the services for mail but the one for handing in on port 587 and 465."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, timeout_alert

CASE = phone(error=timeout_alert("mail.hosting.test", 587), onset="sudden")
EXPECT = (
    Expected(
        "server-firewall-port-closed",
        "likely",
        "server",
        instead=(
            "submission-ports-blocked-by-network",
            "client-ip-banned",
            "smtp-port-wrong-closed",
            "smtp-service-down",
            "submission-service-not-enabled",
        ),
    ),
)
MUST_NOT = ("client-ip-banned",)
SEEN = (
    Seen(r"(?i)Error connecting to mail\.hosting\.test:587"),
    Seen(r"220 .*ESMTP", ("swaks", "--server", "mail.hosting.test", "--quit-after", "CONNECT")),
)
_ZONE = """<?xml version="1.0" encoding="utf-8"?>
<zone>
  <short>Public</short>
  <service name="ssh"/>
  <service name="smtp"/>
  <service name="imap"/>
  <service name="imaps"/>
  <service name="pop3"/>
  <service name="pop3s"/>
</zone>
"""
_START = (
    "mkdir -p /run/dbus; rm -f /run/dbus/pid; dbus-daemon --system --fork; firewalld; "
    "for try in $(seq 100); do firewall-cmd --state && exit 0; sleep 0.2; done; exit 1"
)
_STOP = "pkill -x firewalld; pkill -x dbus-daemon; nft delete table inet firewalld; true"


def inject(lab: Lab) -> None:
    """Run the real daemon over a zone without the two services."""
    host = lab.on("hosting")
    host.write("/etc/firewalld/zones/public.xml", _ZONE)
    host.daemon("sh", "-c", _START, undo=("sh", "-c", _STOP))
