"""Two settings wrong: SSL is off on 465, and the user name is blank."""

from lab.fault import Expected, Seen
from lab.reported import no_answer_alert, phone

CASE = phone(
    error=no_answer_alert("mail.hosting.test"), onset="after-restore",
    outgoing={"port": 465, "security": "none", "username": "", "password_set": False},
)  # fmt: skip
EXPECT = (
    Expected("starttls-on-implicit-port", instead=("outgoing-ssl-off",)),
    Expected("outgoing-username-blank"),
)
SEEN = (Seen(r"(?i)timed? ?out|timeout"),)
