"""Two faults: the phone does not log in, and the server lets nobody relay who does."""

from lab.fault import Expected, Seen
from lab.faults.permit_sasl_missing import inject
from lab.replay import swaks
from lab.reported import RELAYING, phone

CASE = phone(
    error=RELAYING, onset="after-restore", outgoing={"username": "", "password_set": False}
)
EXPECT = (
    Expected("permit-sasl-missing", "proven", "server"),
    Expected("outgoing-username-blank"),
)
SEEN = (
    Seen(
        r"235 2\.7\.0[\s\S]*554 5\.7\.1 .*Relay access denied",
        tuple(swaks(phone(), "alice-Lighthouse-13")),
    ),
)

__all__ = ["CASE", "EXPECT", "SEEN", "inject"]
