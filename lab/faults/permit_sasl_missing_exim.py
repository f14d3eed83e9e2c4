"""Logging in succeeds, but Exim's recipient ACL has no `accept authenticated = *`."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import RELAYING, phone

CASE = phone("erin@eximcustomer.test", error=RELAYING, onset="sudden")
EXPECT = (Expected("permit-sasl-missing", "proven", "server"),)
MUST_NOT = ("outgoing-username-blank", "from-address-differs-from-login")
SEEN = (Seen(r"235 Authentication succeeded[\s\S]*550 relay not permitted"),)


def inject(lab: Lab) -> None:
    """Take the rule out of the ACL."""
    host = lab.on("eximhost")
    rule = "  accept authenticated = *\n         control = submission/sender_retain\n"
    host.replace("/etc/exim4/exim4.conf", rule, "")
    host.reload("exim")
