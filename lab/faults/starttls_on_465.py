"""SSL is off and the port is 465: the phone waits for a greeting that never comes."""

from lab.fault import Expected, Seen
from lab.reported import no_answer_alert, phone

CASE = phone(
    error=no_answer_alert("mail.hosting.test"), onset="first-setup",
    outgoing={"port": 465, "security": "none"},
)  # fmt: skip
EXPECT = (Expected("starttls-on-implicit-port", instead=("outgoing-ssl-off",)),)
SEEN = (Seen(r"(?i)timed? ?out|timeout"),)
