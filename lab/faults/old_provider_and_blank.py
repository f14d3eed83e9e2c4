"""Two settings wrong after a move: the old provider's server, and no user name."""

from lab.fault import Expected, Seen
from lab.reported import RELAYING, phone

CASE = phone(
    error=RELAYING,
    onset="after-migration",
    outgoing={"host": "mail.oldhost.test", "username": "", "password_set": False},
)
EXPECT = (
    Expected("smtp-hostname-old-provider", instead=("smtp-hostname-wrong-server",)),
    Expected("outgoing-username-blank"),
)
MUST_NOT = ("permit-sasl-missing", "ip-authorisation-lost", "password-wrong-both")
SEEN = (Seen(r"554 5\.7\.1 .*(Access denied|Relay access denied)"),)
