"""The server ties senders to logins, and the address is mapped to another login."""

from lab.fault import Expected, Seen
from lab.practice import Lab
from lab.reported import phone, recipient_alert

CASE = phone(error=recipient_alert("bob@elsewhere.test"), onset="sudden")
EXPECT = (Expected("sender-login-mismatch", "proven", "server"),)
MUST_NOT = ("permit-sasl-missing", "sender-address-malformed")
SEEN = (Seen(r"553 5\.7\.1 .*not owned by user"),)


def inject(lab: Lab) -> None:
    """Enforce the map, in which alice's address belongs to somebody else's login."""
    host = lab.on("hosting")
    table = "/etc/postfix/sender_login"
    host.postmap(table, host.read(table).replace(
        "alice@customer.test alice@customer.test", "alice@customer.test carol@customer.test"
    ))  # fmt: skip
    host.submission("smtpd_sender_restrictions=reject_sender_login_mismatch")
    host.reload("postfix")
