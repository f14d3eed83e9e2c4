"""Nothing is wrong; the server takes two connections at once from one address and puts more off."""

from lab.fault import Seen
from lab.practice import Lab
from lab.reported import phone

CASE = phone()
EXPECT = ()
MUST_NOT = ("rate-limit-hit", "client-ip-banned")
_THREE = "for i in 1 2 3; do (sleep 1 | curl -s -m 2 telnet://mail.hosting.test:587) & done; wait"
SEEN = (Seen(r"421 4\.7\.0 .*too many connections", ("sh", "-c", _THREE)),)


def inject(lab: Lab) -> None:
    """Allow two connections."""
    host = lab.on("hosting")
    host.postconf("smtpd_client_connection_count_limit=2")
    host.restart("postfix")
