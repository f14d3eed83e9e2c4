"""Two settings wrong at an Exim host: the user name is blank, and SSL is off."""

from lab.fault import Expected, Seen
from lab.reported import RELAYING, phone

CASE = phone(
    "erin@eximcustomer.test", error=RELAYING, onset="after-restore",
    outgoing={"username": "", "password_set": False, "security": "none"},
)  # fmt: skip
EXPECT = (Expected("outgoing-username-blank"), Expected("outgoing-ssl-off"))
MUST_NOT = ("permit-sasl-missing",)
SEEN = (Seen(r"550 relay not permitted"),)
