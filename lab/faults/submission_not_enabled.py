"""The submission services are commented out in master.cf: 587 and 465 refuse, 25 answers."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, refused_alert

CASE = phone(error=refused_alert("mail.hosting.test", 587), onset="after-update")
EXPECT = (
    Expected(
        "submission-service-not-enabled",
        "likely",
        "server",
        instead=("server-firewall-port-closed",),
    ),
)
MUST_NOT = ("smtp-service-down", "smtp-port-wrong-closed", "client-ip-banned")
SEEN = (
    Seen(r"(?i)connection refused"),
    Seen(r"220 .*ESMTP", ("swaks", "--server", "mail.hosting.test", "--quit-after", "CONNECT")),
)


def inject(lab: Lab) -> None:
    """Comment both services out, as Debian ships them."""
    host = lab.on("hosting")
    host.master("-M#", "submission/inet", "submissions/inet")
    host.reload("postfix")
