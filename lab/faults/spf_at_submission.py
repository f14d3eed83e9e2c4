"""The sender policy is checked for people who have logged in, from addresses it cannot list."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone(error=recipient_alert("bob@elsewhere.test"), onset="after-update")
EXPECT = (Expected("spf-dmarc-checked-at-submission", "proven", "server"),)
MUST_NOT = ("permit-sasl-missing", "sender-domain-rejected", "client-ip-banned")
SEEN = (Seen(r"235 2\.7\.0[\s\S]*550 5\.7\.23 .*SPF"),)
_RULE = "550 5.7.23 Message rejected due to: SPF fail - not authorized"


def inject(lab: Lab) -> None:
    """Refuse every address but the server's own with a policy daemon's text."""
    host = lab.on("hosting")
    table = "/etc/postfix/spf.cidr"
    host.write(table, f"127.0.0.0/8 DUNNO\n0.0.0.0/0 {_RULE}\n::/0 {_RULE}\n")
    host.submission(f"smtpd_recipient_restrictions=check_client_access,cidr:{table}")
    host.reload("postfix")
