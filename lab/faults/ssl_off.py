"""Use SSL is off on 587, where the server demands TLS before anything else."""

from lab.fault import Expected, Seen
from lab.reported import phone, sender_alert

CASE = phone(
    error=sender_alert("alice@customer.test"), onset="first-setup", outgoing={"security": "none"}
)
EXPECT = (Expected("outgoing-ssl-off"),)
SEEN = (
    Seen(
        r"530 5\.7\.0 Must issue a STARTTLS command first",
        ("swaks", "--helo", "smtpclient.apple", "--server", "mail.hosting.test", "--port", "587",
         "--from", "alice@customer.test", "--to", "bob@elsewhere.test", "--quit-after", "RCPT"),
    ),
)  # fmt: skip
