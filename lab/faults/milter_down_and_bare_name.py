"""Two faults: a milter does not answer, and behind it the user name would be refused."""

from lab.fault import Expected
from lab.faults.milter_down import SEEN, inject
from lab.reported import phone, ssl_alert

CASE = phone(
    error=ssl_alert("mail.hosting.test"), onset="after-update", outgoing={"username": "alice"}
)
EXPECT = (Expected("milter-or-policy-down", "proven", "server", instead=("server-software-bug",)),)
MUST_NOT = ("password-wrong-both", "greylisting-at-submission", "smtp-inspection-or-proxy")

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]
