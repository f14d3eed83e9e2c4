"""The server looks up the name the phone says in EHLO, and the name does not exist."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone(error=recipient_alert("bob@elsewhere.test"), onset="after-update")
EXPECT = (Expected("helo-rejected-at-submission", "proven", "server"),)
MUST_NOT = ("permit-sasl-missing", "client-ptr-required-at-submission")
SEEN = (Seen(r"235 2\.7\.0[\s\S]*450 4\.7\.1 <smtpclient\.apple>: Helo command rejected"),)


def inject(lab: Lab) -> None:
    """Apply the rule meant for strangers to submission."""
    host = lab.on("hosting")
    host.submission("smtpd_helo_restrictions=reject_unknown_helo_hostname")
    host.reload("postfix")
