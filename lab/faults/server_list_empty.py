"""The account has no outgoing server at all."""

from lab.fault import Expected, Seen
from lab.replay import swaks
from lab.reported import CANNOT_SEND, phone

CASE = phone(
    error=CANNOT_SEND + "Check the settings for the outgoing servers in Settings > Apps > Mail > "
    "Accounts.",
    onset="first-setup",
    outgoing={"host": ""},
)
EXPECT = (Expected("smtp-server-list-empty"),)
MUST_NOT = (
    "smtp-server-switched-off",
    "smtp-hostname-typo-nxdomain",
    "dns-record-missing-or-wrong",
)
SEEN = (Seen(r"235 2\.7\.0", tuple(swaks(phone(), "alice-Lighthouse-13"))),)
