"""Two faults: the published IPv6 address leads nowhere, and the phone's user name is blank."""

from lab.fault import Expected
from lab.faults.dns_ipv6_dead import SEEN, inject
from lab.reported import RELAYING, phone

CASE = phone(error=RELAYING, onset="sudden", outgoing={"username": "", "password_set": False})
EXPECT = (Expected("outgoing-username-blank"), Expected("ipv6-path-broken", "proven", "dns"))
MUST_NOT = ("permit-sasl-missing", "client-ip-banned", "server-firewall-port-closed")

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]
