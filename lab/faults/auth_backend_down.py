"""Postfix looks for Dovecot's login socket where there is none; sessions end at EHLO."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

CASE = phone(
    error=CANNOT_SEND + "The connection to the outgoing server “mail.hosting.test” failed.",
    onset="sudden",
)
EXPECT = (
    Expected(
        "auth-backend-down",
        "likely",
        "server",
        instead=("smtp-service-down", "server-software-bug", "proxy-protocol-mismatch"),
    ),
)
MUST_NOT = ("smtp-service-down", "password-wrong-both", "client-ip-banned")
SEEN = (Seen(r"Remote host closed connection unexpectedly"),)


def inject(lab: Lab) -> None:
    """Point the SASL path at a socket that does not exist."""
    host = lab.on("hosting")
    host.postconf("smtpd_sasl_path=private/auth-gone")
    host.afresh_when_healed("postfix")
    host.reload("postfix")
