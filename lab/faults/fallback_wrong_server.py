"""The primary server's port is shut; the phone turns to another's, which will not relay."""

from lab.fault import Expected, Seen
from lab.parts import clear
from lab.practice import Lab
from lab.replay import swaks
from lab.reported import RELAYING, Reported, Settings, phone

_OTHER: Settings = {
    "enabled": True, "host": "mail.oldhost.test", "port": 25, "security": "none", "username": "",
    "password_set": False, "authentication": "password",
}  # fmt: skip
CASE: Reported = {**phone(error=RELAYING, onset="sudden"), "other_outgoing": [_OTHER]}
EXPECT = (
    Expected("smtp-fallback-wrong-server"),
    Expected(
        "submission-service-not-enabled",
        "proven",
        "server",
        instead=("server-firewall-port-closed", "smtp-service-down", "smtp-port-wrong-closed"),
    ),
)
MUST_NOT = ("permit-sasl-missing", "outgoing-username-blank", "smtp-hostname-old-provider")
SEEN = (
    Seen(r"(?i)refused", clear("mail.hosting.test", 587)),
    Seen(
        r"554 5\.7\.1 .*Relay access denied",
        tuple(swaks({**CASE, "outgoing": _OTHER}, "")),
    ),
)


def inject(lab: Lab) -> None:
    """Switch port 587 off at the primary server."""
    host = lab.on("hosting")
    host.master("-M#", "submission/inet")
    host.reload("postfix")
