"""The policy daemon is down, and every recipient is put off after the login."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone(error=recipient_alert("bob@elsewhere.test"), onset="sudden")
EXPECT = (Expected("milter-or-policy-down", "proven", "server"),)
MUST_NOT = ("permit-sasl-missing", "greylisting-at-submission", "recipient-address-typo")
SEEN = (Seen(r"235 2\.7\.0[\s\S]*451 4\.3\.5 .*Server configuration (problem|error)"),)


def inject(lab: Lab) -> None:
    """Ask a policy daemon where nothing listens."""
    host = lab.on("hosting")
    host.submission("smtpd_recipient_restrictions=check_policy_service,inet:127.0.0.1:10023")
    host.reload("postfix")
