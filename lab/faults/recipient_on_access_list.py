"""A list on the server refuses this one recipient, in the words of a rule without a permit."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import RELAYING, phone

CASE = phone(error=RELAYING, onset="sudden")
EXPECT = (Expected("permit-sasl-missing", "possible", "server"),)
MUST_NOT = ("permit-sasl-missing", "recipient-unknown", "recipient-address-typo")
SEEN = (Seen(r"235 2\.7\.0[\s\S]*554 5\.7\.1 .*Recipient address rejected: Access denied"),)


def inject(lab: Lab) -> None:
    """Put the recipient's domain on a list."""
    host = lab.on("hosting")
    host.write("/etc/postfix/refused_recipients", "elsewhere.test REJECT\n")
    table = "texthash:/etc/postfix/refused_recipients"
    host.submission(f"smtpd_recipient_restrictions=check_recipient_access,{table}")
    host.reload("postfix")
