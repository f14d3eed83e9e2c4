"""The outgoing server's switch is off on the phone, which therefore tries no server at all."""

from lab.fault import Expected, Seen
from lab.reported import CANNOT_SEND, phone

CASE = phone(
    error=CANNOT_SEND + "Check the settings for the outgoing servers in Settings > Apps > Mail > "
    "Accounts.",
    onset="after-restore",
    outgoing={"enabled": False},
)
EXPECT = (Expected("smtp-server-switched-off"),)
SEEN = (Seen(r"235 2\.7\.0[\s\S]*250 2\.1\.5 Ok"),)
