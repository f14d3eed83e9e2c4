"""Exim's rate limit per login is used up: it puts the phone off."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone("erin@eximcustomer.test", error=recipient_alert("bob@elsewhere.test"), onset="sudden")
EXPECT = (Expected("rate-limit-hit", "proven", "server", instead=("sending-limit-hit",)),)
MUST_NOT = ("permit-sasl-missing", "greylisting-at-submission")
SEEN = (Seen(r"235 Authentication succeeded[\s\S]*451 .*rate"),)


def inject(lab: Lab) -> None:
    """Put a limit of nothing before the rule that lets people relay."""
    host = lab.on("eximhost")
    rule = (
        "acl_check_rcpt:\n  defer authenticated = *\n"
        "        ratelimit = 0 / 1h / per_rcpt / strict / $authenticated_id\n"
        "        message = Sender rate $sender_rate per $sender_rate_period exceeds the limit, "
        "try again later\n"
    )
    host.replace("/etc/exim4/exim4.conf", "acl_check_rcpt:\n", rule)
    host.reload("exim")
