"""The server's own resolver is gone: it takes mail and finds no way to anybody."""

from lab.fault import Seen
from lab.practice import Lab
from lab.reported import phone

CASE = phone(onset="sudden", outgoing={"port": 465, "security": "tls"})
EXPECT = ()
SILENT = True
SEEN = (
    Seen(r"^$", ("getent", "-s", "hosts:dns", "ahosts", "mx.elsewhere.test"), host="hosting"),
    Seen(r"nameserver 127\.0\.0\.53", ("cat", "/etc/resolv.conf"), host="hosting"),
)


def inject(lab: Lab) -> None:
    """Leave the address of a local resolver that nobody runs any more."""
    host = lab.on("hosting")
    host.write("/etc/resolv.conf", "nameserver 127.0.0.53\n")
    host.restart("postfix")
