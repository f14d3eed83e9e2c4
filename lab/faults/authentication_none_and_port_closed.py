"""Two settings wrong: authentication is None, and nothing listens on port 2526."""

from lab.fault import Expected, Seen
from lab.reported import phone, refused_alert

CASE = phone(
    error=refused_alert("mail.hosting.test", 2526), onset="first-setup",
    outgoing={"port": 2526, "authentication": "none"},
)  # fmt: skip
EXPECT = (Expected("smtp-port-wrong-closed"), Expected("outgoing-auth-none"))
MUST_NOT = ("smtp-service-down", "outgoing-username-blank")
SEEN = (Seen(r"(?i)connection refused"),)
