"""Two faults: the account's outgoing mail is stopped, and the phone does not log in either."""

from lab.fault import Expected, Seen
from lab.faults.outgoing_held import inject
from lab.replay import swaks
from lab.reported import RELAYING, phone

CASE = phone(
    error=RELAYING, onset="after-restore", outgoing={"username": "", "password_set": False}
)
EXPECT = (
    Expected("outgoing-suspended-or-held", "proven", "account"),
    Expected("outgoing-username-blank"),
)
MUST_NOT = ("permit-sasl-missing", "account-suspended", "sender-login-mismatch")
SEEN = (
    Seen(
        r"235 2\.7\.0[\s\S]*550 5\.7\.1 .*outgoing mail is suspended",
        tuple(swaks(phone(), "alice-Lighthouse-13")),
    ),
)

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]
