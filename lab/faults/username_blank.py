"""The outgoing user name is blank, so the phone never logs in; it sees relaying denied."""

from lab.fault import Expected, Seen
from lab.reported import RELAYING, phone

CASE = phone(
    error=RELAYING, onset="after-restore", outgoing={"username": "", "password_set": False}
)
EXPECT = (Expected("outgoing-username-blank"),)
SEEN = (Seen(r"554 5\.7\.1 .*Recipient address rejected: Access denied|Relay access denied"),)
