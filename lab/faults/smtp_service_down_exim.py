"""Exim is not running: 25, 465 and 587 refuse, IMAP works."""

from lab.fault import Expected, Seen
from lab.faults.smtp_service_down import EXPECT as _SAME
from lab.faults.smtp_service_down import MUST_NOT
from lab.parts import clear
from lab.practice import Lab
from lab.reported import phone, tls_alert

CASE = phone(
    "erin@eximcustomer.test", error=tls_alert("mail.eximhost.test", 465), onset="sudden",
    outgoing={"port": 465, "security": "tls"},
)  # fmt: skip
EXPECT: tuple[Expected, ...] = _SAME
SEEN = (
    Seen(r"(?i)connection refused"),
    Seen(r"(?i)connection refused", clear("mail.eximhost.test", 25)),
)

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]


def inject(lab: Lab) -> None:
    """Stop Exim."""
    lab.on("eximhost").stop("exim")
