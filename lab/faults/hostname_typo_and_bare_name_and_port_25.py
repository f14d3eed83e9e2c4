"""Three settings wrong: a mistyped host, port 25, and the local part alone as the user name."""

from lab.fault import Expected, Seen
from lab.reported import no_answer_alert, phone

_HOST = "mial.hosting.test"
CASE = phone(
    error=no_answer_alert(_HOST),
    onset="first-setup",
    outgoing={"host": _HOST, "port": 25, "username": "alice"},
)
EXPECT = (
    Expected("smtp-hostname-typo-nxdomain"),
    Expected("username-needs-full-address"),
    Expected("smtp-port-25-used"),
)
MUST_NOT = ("password-wrong-both", "dns-record-missing-or-wrong", "outgoing-ssl-off")
SEEN = (Seen(r"Bad hostname"),)
