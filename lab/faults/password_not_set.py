"""The outgoing password is empty after a restore; the phone does not log in."""

from lab.fault import Expected, Seen
from lab.reported import RELAYING, phone

CASE = phone(error=RELAYING, onset="after-restore", outgoing={"password_set": False})
EXPECT = (Expected("outgoing-password-blank"),)
SEEN = (Seen(r"554 5\.7\.1 .*denied"),)
