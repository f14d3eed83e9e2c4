"""An included file of Exim's ACL refuses everybody from outside, people who are logged in too."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import RELAYING, phone

CASE = phone("erin@eximcustomer.test", error=RELAYING, onset="after-update")
EXPECT = (Expected("permit-sasl-missing", "proven", "server"),)
MUST_NOT = ("outgoing-username-blank", "from-address-differs-from-login")
SEEN = (Seen(r"235 Authentication succeeded[\s\S]*550 relay not permitted"),)
_INCLUDED = """# kept apart from the rest
RELAY_DOMAINS = +local_domains : +relay_to_domains
"""
_RULES = """# who may relay
  deny   message = relay not permitted
         !domains = RELAY_DOMAINS
         !hosts = +relay_from_hosts
"""


def inject(lab: Lab) -> None:
    """Put the refusal into a file of its own and name it before the login is asked about."""
    host = lab.on("eximhost")
    host.write("/etc/exim4/macros.conf", _INCLUDED)
    host.write("/etc/exim4/relay.acl", _RULES)
    path = "/etc/exim4/exim4.conf"
    rule = "  accept authenticated = *\n"
    host.replace(path, rule, f"  .include /etc/exim4/relay.acl\n{rule}")
    host.write(path, ".include /etc/exim4/macros.conf\n" + host.read(path))
    host.reload("exim")
