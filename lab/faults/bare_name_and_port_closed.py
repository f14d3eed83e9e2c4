"""Two settings wrong: nothing listens on port 2526, and the user name lacks the domain."""

from lab.fault import Expected, Seen
from lab.reported import phone, refused_alert

CASE = phone(
    error=refused_alert("mail.hosting.test", 2526), onset="first-setup",
    outgoing={"port": 2526, "username": "alice"},
)  # fmt: skip
EXPECT = (Expected("smtp-port-wrong-closed"), Expected("username-needs-full-address"))
MUST_NOT = ("smtp-service-down", "password-wrong-both")
SEEN = (Seen(r"(?i)connection refused"),)
