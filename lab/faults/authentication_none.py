"""Outgoing authentication is None, so user name and password are never used."""

from lab.fault import Expected, Seen
from lab.reported import RELAYING, phone

CASE = phone(error=RELAYING, onset="first-setup", outgoing={"authentication": "none"})
EXPECT = (Expected("outgoing-auth-none"),)
SEEN = (Seen(r"554 5\.7\.1 .*denied"),)
