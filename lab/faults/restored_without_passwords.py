"""The phone was restored from a backup without passwords; the outgoing fields came back empty."""

from lab.fault import Expected, Seen
from lab.reported import RELAYING, phone

CASE = phone(
    error=RELAYING, onset="after-restore", outgoing={"username": "", "password_set": False}
)
EXPECT = (
    Expected("outgoing-username-blank"),
    Expected("restore-without-passwords", "likely"),
    Expected("restore-icloud-new-device", "possible"),
    Expected("restore-thisdeviceonly-items", "possible"),
)
MUST_NOT = ("restore-without-passwords", "restore-old-settings", "permit-sasl-missing")
SEEN = (Seen(r"554 5\.7\.1 .*(Access denied|Relay access denied)"),)
