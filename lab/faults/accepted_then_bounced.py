"""The server takes the message, cannot bring it on to the far server, and sends it back."""

from lab.fault import Expected, Seen
from lab.parts import delivery
from lab.practice import Lab
from lab.reported import phone

CASE = phone(
    error="Undelivered Mail Returned to Sender. I'm sorry to have to inform you that your message "
    "could not be delivered to one or more recipients. <bob@elsewhere.test>: host "
    "mx.elsewhere.test said: 550 5.7.1 Message refused (in reply to end of DATA command)",
    onset="sudden",
)
WORKS = True
EXPECT = (Expected("accepted-then-bounced", "likely", "server"),)
MUST_NOT = ("permit-sasl-missing", "recipient-unknown", "smarthost-rejects")
SEEN = (Seen(r"status=bounced .*550 5\.7\.1 Message refused", delivery(), host="hosting"),)


def inject(lab: Lab) -> None:
    """Let the far server refuse every message once it has read it."""
    host = lab.on("elsewhere")
    host.write("/etc/postfix/words", "/^Received:/ REJECT Message refused\n")
    host.postconf("header_checks=regexp:/etc/postfix/words")
    host.reload("postfix")
