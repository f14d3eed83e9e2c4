"""Dovecot's login socket belongs to root alone: Postfix may not ask, sessions end at EHLO."""

from lab.fault import Seen
from lab.faults.auth_backend_down import CASE, EXPECT, MUST_NOT
from lab.practice import Lab

SEEN = (Seen(r"Remote host closed connection unexpectedly"),)

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]


def inject(lab: Lab) -> None:
    """Give the listener another owner and mode; somebody still listens there."""
    host = lab.on("hosting")
    host.replace(
        "/etc/dovecot/conf.d/10-master.conf",
        "private/auth {\n    mode = 0660\n    user = postfix\n",
        "private/auth {\n    mode = 0600\n    user = root\n",
    )
    host.restart("dovecot")
    host.restart("postfix")
