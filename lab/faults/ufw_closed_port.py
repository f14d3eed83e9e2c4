"""ufw was switched on and lets IMAP and port 25 in, and no port for sending."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, timeout_alert

CASE = phone(error=timeout_alert("mail.hosting.test", 587), onset="sudden")
EXPECT = (
    Expected(
        "server-firewall-port-closed",
        "likely",
        "server",
        instead=("submission-ports-blocked-by-network", "client-ip-banned"),
    ),
)
MUST_NOT = ("submission-service-not-enabled", "smtp-service-down", "client-ip-banned")
SEEN = (
    Seen(r"(?i)timed? ?out|timeout"),
    Seen(r"220 .*ESMTP", ("swaks", "--server", "mail.hosting.test", "--quit-after", "CONNECT")),
)
_OPEN = "for port in 22 25 110 143 993 995; do ufw allow $port/tcp; done; ufw --force enable"
_OFF = "ufw --force reset; nft flush ruleset"
_FILES = ("user.rules", "user6.rules", "ufw.conf")


def inject(lab: Lab) -> None:
    """Open what is usual for reading, and enable it; ufw keeps its rules by iptables."""
    host = lab.on("hosting")
    for name in _FILES:
        path = f"/etc/ufw/{name}"
        host.write(path, host.read(path))
    keep = "rm -f /etc/ufw/*.rules.2*"
    host.run("sh", "-c", _OPEN, undo=("sh", "-c", f"{_OFF}; {keep}"))
