"""The server lets people send after a POP3 login only, and the phone has not fetched mail."""

from lab.fault import Expected, Seen
from lab.parts import pop_before_smtp
from lab.practice import Lab
from lab.reported import RELAYING, phone

CASE = phone(
    error=RELAYING,
    onset="first-setup",
    incoming={"protocol": "pop3", "port": 995},
    outgoing={"username": "", "password_set": False, "port": 25, "security": "none"},
)
EXPECT = (
    Expected("pop-before-smtp-window-expired", "likely"),
    Expected(
        "submission-service-not-enabled", "likely", "server", instead=("outgoing-username-blank",)
    ),
)
MUST_NOT = ("permit-sasl-missing", "sasl-not-enabled-on-service", "outgoing-username-blank")
SEEN = (Seen(r"554 5\.7\.1 .*check your mail"),)


def inject(lab: Lab) -> None:
    """Switch logins for sending off, and let a POP3 login open the door."""
    pop_before_smtp(lab)
