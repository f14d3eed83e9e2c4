"""The mailbox is gone: the login is refused everywhere, and its address is unknown."""

import re

from lab.fault import Expected, Seen
from lab.parts import USERS, relogin
from lab.practice import Lab
from lab.reported import phone, settings_alert

CASE = phone(error=settings_alert("mail.hosting.test"), onset="sudden", can_receive=False)
EXPECT = (Expected("account-deleted", "proven", "account"),)
MUST_NOT = ("password-wrong-both", "username-needs-full-address", "auth-backend-rejects-all")
SEEN = (
    Seen(r"535 5\.7\.8"),
    Seen(
        r"550 5\.1\.1 .*User unknown",
        ("swaks", "--server", "mail.hosting.test", "--from", "bob@elsewhere.test",
         "--to", "alice@customer.test", "--quit-after", "RCPT"),
    ),
)  # fmt: skip


def inject(lab: Lab) -> None:
    """Take the mailbox out of both servers' tables."""
    host = lab.on("hosting")
    host.write(USERS, re.sub(r"(?m)^alice@.*\n", "", host.read(USERS)))
    table = "/etc/postfix/vmailbox"
    host.postmap(table, re.sub(r"(?m)^alice@.*\n", "", host.read(table)))
    relogin(host)
