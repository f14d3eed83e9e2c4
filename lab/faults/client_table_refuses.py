"""A table of clients refuses the network that the person is in, after the login too."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.replay import swaks
from lab.reported import phone, recipient_alert

CASE = phone(error=recipient_alert("bob@elsewhere.test"), onset="sudden")
EXPECT = (
    Expected("client-ip-banned", "possible", "server", instead=("rbl-applied-to-submission",)),
)
MUST_NOT = ("permit-sasl-missing", "sender-domain-rejected", "password-wrong-both")
SEEN = (
    Seen(r"235 2\.7\.0[\s\S]*554 5\.7\.1 .*Client host rejected: not from that network"),
    Seen(r"250 2\.1\.5 Ok", tuple(swaks(CASE, "alice-Lighthouse-13")), "client-b"),
)


def inject(lab: Lab) -> None:
    """List the first three parts of the client's address."""
    host = lab.on("hosting")
    text = "192.0.2.1 OK\n203.0.113.10 REJECT not from that network\n"
    host.postmap("/etc/postfix/clients", f"{text}2001:db8:a REJECT not from that network\n")
    host.submission("smtpd_client_restrictions=check_client_access,hash:/etc/postfix/clients")
    host.reload("postfix")
