"""The server has forgotten its own domain; the phone writes to a colleague without a login."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

CASE = phone(
    error=CANNOT_SEND + "The recipient “carol@customer.test” was rejected by the server because "
    "it does not allow relaying.",
    onset="after-migration",
    recipient="carol@customer.test",
    outgoing={"port": 25, "username": "", "password_set": False, "authentication": "none"},
)
EXPECT = (
    Expected(
        "domain-not-local-on-server",
        "proven",
        "server",
        instead=("smtp-port-25-used", "outgoing-auth-none", "outgoing-username-blank"),
    ),
)
MUST_NOT = ("permit-sasl-missing", "recipient-unknown")
SEEN = (Seen(r"554 5\.7\.1 <carol@customer\.test>: Relay access denied"),)


def inject(lab: Lab) -> None:
    """Empty the list of mailbox domains."""
    host = lab.on("hosting")
    host.postconf("virtual_mailbox_domains=")
    host.reload("postfix")
