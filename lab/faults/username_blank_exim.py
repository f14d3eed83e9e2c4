"""The outgoing user name is blank at an Exim host: relay not permitted."""

from lab.fault import Expected, Seen
from lab.reported import RELAYING, phone

CASE = phone(
    "erin@eximcustomer.test",
    error=RELAYING,
    onset="first-setup",
    outgoing={"username": "", "password_set": False},
)
EXPECT = (Expected("outgoing-username-blank"),)
SEEN = (Seen(r"550 relay not permitted"),)
