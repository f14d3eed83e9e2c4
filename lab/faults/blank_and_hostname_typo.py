"""Two settings wrong: the host name does not exist, and the user name is blank."""

from lab.fault import Expected, Seen
from lab.reported import no_answer_alert, phone

_HOST = "mail.hostng.test"
CASE = phone(
    error=no_answer_alert(_HOST), onset="first-setup",
    outgoing={"host": _HOST, "username": "", "password_set": False},
)  # fmt: skip
EXPECT = (Expected("smtp-hostname-typo-nxdomain"), Expected("outgoing-username-blank"))
MUST_NOT = ("dns-record-missing-or-wrong",)
SEEN = (Seen(r"status: NXDOMAIN", ("dig", _HOST)),)
