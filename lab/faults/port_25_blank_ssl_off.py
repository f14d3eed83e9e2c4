"""Three settings wrong at once: port 25, SSL off, and no user name."""

from lab.fault import Expected, Seen
from lab.reported import RELAYING, phone

CASE = phone(
    error=RELAYING,
    onset="first-setup",
    outgoing={"port": 25, "security": "none", "username": "", "password_set": False},
)
EXPECT = (
    Expected("outgoing-username-blank"),
    Expected("smtp-port-25-used"),
    Expected("outgoing-ssl-off"),
)
SEEN = (Seen(r"554 5\.7\.1 .*Relay access denied"),)
