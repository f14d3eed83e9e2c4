"""The domain's mail has moved to another server, but the old one still takes it for its own."""

import re

from lab.fault import Expected, Seen
from lab.parts import USERS
from lab.practice import Lab
from lab.reported import CANNOT_SEND, phone

_TO = "zoe@customer.test"
CASE = phone(
    error=CANNOT_SEND + f"The recipient “{_TO}” was rejected by the server because the user is "
    "unknown.",
    onset="after-migration",
    recipient=_TO,
)
EXPECT = (Expected("domain-still-local-after-migration", "proven", "server"),)
MUST_NOT = ("recipient-address-typo", "recipient-unknown", "permit-sasl-missing")
SEEN = (
    Seen(r"235 2\.7\.0[\s\S]*550 5\.1\.1 .*User unknown"),
    Seen(r"250 Accepted", ("swaks", "--server", "mail.eximhost.test", "--from",
                           "bob@elsewhere.test", "--to", _TO, "--quit-after", "RCPT")),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Move the MX and a new colleague to the Exim host; let Postfix check its own list."""
    new = lab.on("eximhost")
    new.replace(
        "/etc/exim4/exim4.conf", "local_domains = @ :", "local_domains = @ : customer.test :"
    )
    entry = re.sub(r"(?ms)^[^:]*(:[^\n]*)\n.*", rf"{_TO}\1\n", new.read(USERS))
    new.append(USERS, entry)
    new.reload("exim")
    lab.zone("customer.test", r"MX 10 mail\.hosting\.test\.", "MX 10 mail.eximhost.test.")
    old = lab.on("hosting")
    old.submission("smtpd_reject_unlisted_recipient=yes")
    old.reload("postfix")
