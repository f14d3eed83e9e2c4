"""The user name has a Windows domain's form; the server wants the address."""

from lab.fault import Expected, Seen
from lab.reported import phone, settings_alert

CASE = phone(
    error=settings_alert("mail.hosting.test"),
    onset="first-setup",
    outgoing={"username": "CUSTOMER\\alice"},
)
EXPECT = (Expected("username-wrong-format", instead=("username-needs-full-address",)),)
SEEN = (Seen(r"535 5\.7\.8"),)
