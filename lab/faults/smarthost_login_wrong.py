"""The server hands mail on to a relay host, which refuses its login; nothing leaves the queue."""

from lab.fault import Expected, Seen
from lab.parts import delivery, smarthost
from lab.practice import Lab
from lab.reported import phone

CASE = phone(
    error="Delayed Mail (still being retried): SASL authentication failed; server "
    "mail.oldhost.test[198.51.100.50] said: 535 5.7.8 Error: authentication failed",
    onset="sudden",
)
WORKS = True
EXPECT = (Expected("smarthost-rejects", "likely", "server", instead=("accepted-then-bounced",)),)
MUST_NOT = ("password-wrong-both", "permit-sasl-missing", "sasl-not-enabled-on-service")
SEEN = (
    Seen(r"status=deferred .*SASL authentication failed.*535 5\.7\.8", delivery(), host="hosting"),
)


def inject(lab: Lab) -> None:
    """Relay through another provider with the password of last year."""
    smarthost(lab, "vera@oldcustomer.test:the-Password-of-last-year")
