"""Another program than Apple's has the login stored and does not use it."""

from lab.fault import Expected, Seen
from lab.replay import swaks
from lab.reported import OUTLOOK, phone

CASE = phone(
    error="Sending reported error (0x800CCC79): The server rejected one or more recipient "
    "addresses. The server responded: 554 5.7.1 <bob@elsewhere.test>: Relay access denied",
    onset="after-update",
    device=OUTLOOK,
)
WORKS = True
EXPECT = (Expected("client-app-drops-auth", "likely"),)
MUST_NOT = ("permit-sasl-missing", "outgoing-username-blank", "outgoing-auth-none")
SEEN = (
    Seen(r"554 5\.7\.1 .*(Access denied|Relay access denied)",
         tuple(swaks(phone(outgoing={"username": ""}), ""))),
)  # fmt: skip
