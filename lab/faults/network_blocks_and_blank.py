"""Two faults: the network lets no mail port out, and the phone's user name is blank."""

from lab.fault import Expected
from lab.faults.network_blocks_submission import EXPECT as _BLOCKED
from lab.faults.network_blocks_submission import SEEN, inject
from lab.reported import phone, timeout_alert

CASE = phone(
    error=timeout_alert("mail.hosting.test", 587), onset="after-restore",
    outgoing={"username": "", "password_set": False},
)  # fmt: skip
EXPECT = (*_BLOCKED, Expected("outgoing-username-blank", "unknown"))
MUST_NOT = ("outgoing-username-blank", "server-firewall-port-closed", "smtp-service-down")

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]
