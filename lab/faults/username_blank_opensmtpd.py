"""The outgoing user name is blank at an OpenSMTPD host, which asks for a login at MAIL FROM."""

from lab.fault import Expected, Seen
from lab.reported import phone, sender_alert

CASE = phone(
    "olga@opencustomer.test",
    error=sender_alert("olga@opencustomer.test"),
    onset="first-setup",
    outgoing={"username": "", "password_set": False},
)
EXPECT = (Expected("outgoing-username-blank"),)
SEEN = (Seen(r"530 5\.5\.1 .*Must issue an AUTH command first"),)
