"""The server hands mail on to a relay host without a login, which that host asks for."""

from lab.fault import Expected, Seen
from lab.parts import delivery, smarthost
from lab.practice import Lab
from lab.reported import phone

CASE = phone(
    error="Undelivered Mail Returned to Sender. <bob@elsewhere.test>: host "
    "mail.oldhost.test[198.51.100.50] said: 554 5.7.1 <bob@elsewhere.test>: Relay access denied "
    "(in reply to RCPT TO command)",
    onset="after-migration",
)
WORKS = True
EXPECT = (Expected("smarthost-rejects", "likely", "server", instead=("accepted-then-bounced",)),)
MUST_NOT = ("permit-sasl-missing", "outgoing-username-blank", "outgoing-auth-none")
SEEN = (Seen(r"status=bounced .*Relay access denied", delivery(), host="hosting"),)


def inject(lab: Lab) -> None:
    """Relay through another provider without logging in."""
    smarthost(lab, "")
