"""Dovecot takes the login on 587 and 465, but the Postfix behind it does not trust it."""

from lab.fault import Expected, Seen
from lab.parts import submission_front
from lab.practice import Lab
from lab.reported import RELAYING, phone

CASE = phone(error=RELAYING, onset="after-update")
EXPECT = (
    Expected(
        "submission-backend-not-trusted", "proven", "server", instead=("permit-sasl-missing",)
    ),
)
MUST_NOT = ("outgoing-username-blank", "outgoing-auth-none")
SEEN = (Seen(r"235 2\.7\.0 Logged in[\s\S]*554 5\.7\.1 <bob@.*> <bob@.*>: Relay access denied"),)


def inject(lab: Lab) -> None:
    """Put the front end before a Postfix whose trusted networks lack it."""
    submission_front(lab, trusted=False)
