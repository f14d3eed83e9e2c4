"""The server wants a matching name for the person's address; home addresses have none."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone(error=recipient_alert("bob@elsewhere.test"), onset="after-update")
EXPECT = (Expected("client-ptr-required-at-submission", "proven", "server"),)
MUST_NOT = ("permit-sasl-missing", "helo-rejected-at-submission", "rbl-applied-to-submission")
SEEN = (Seen(r"235 2\.7\.0[\s\S]*450 4\.7\.25 .*cannot find your hostname"),)


def inject(lab: Lab) -> None:
    """Apply the rule meant for strangers to submission."""
    host = lab.on("hosting")
    host.submission("smtpd_client_restrictions=reject_unknown_client_hostname")
    host.reload("postfix")
