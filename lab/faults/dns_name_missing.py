"""The mail host's address records are gone from the zone; the MX still names it."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import no_answer_alert, phone

CASE = phone(error=no_answer_alert("mail.hosting.test"), onset="sudden", can_receive=False)
EXPECT = (Expected("dns-record-missing-or-wrong", "proven", "dns"),)
SEEN = (Seen(r"status: NXDOMAIN", ("dig", "mail.hosting.test")),)


def inject(lab: Lab) -> None:
    """Take both records out."""
    lab.zone("hosting.test", r"(?m)^mail\.hosting\.test\. IN (A|AAAA) .*\n", "")
