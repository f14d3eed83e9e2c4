"""The domain has sent its hourly quota; the server refuses with a control panel's text."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone("erin@eximcustomer.test", error=recipient_alert("bob@elsewhere.test"), onset="sudden")
EXPECT = (Expected("sending-limit-hit", "proven", "account"),)
MUST_NOT = ("permit-sasl-missing", "rate-limit-hit", "recipient-unknown")
SEEN = (Seen(r"235 Authentication succeeded[\s\S]*550-.*max emails per hour"),)


def inject(lab: Lab) -> None:
    """Put a used-up quota before the rule that lets people relay."""
    host = lab.on("eximhost")
    rule = (
        "acl_check_rcpt:\n  deny authenticated = *\n"
        "       ratelimit = 0 / 1h / per_rcpt / strict / $authenticated_id\n"
        "       message = Domain eximcustomer.test has exceeded the max emails per hour "
        "(150/150 (100%)) allowed.  Message discarded.\n"
    )
    host.replace("/etc/exim4/exim4.conf", "acl_check_rcpt:\n", rule)
    host.reload("exim")
