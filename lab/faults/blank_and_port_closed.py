"""Two settings wrong: the port is 2526, where nothing listens, and the user name is blank."""

from lab.fault import Expected, Seen
from lab.reported import phone, refused_alert

CASE = phone(
    error=refused_alert("mail.hosting.test", 2526), onset="first-setup",
    outgoing={"port": 2526, "username": "", "password_set": False},
)  # fmt: skip
EXPECT = (Expected("smtp-port-wrong-closed"), Expected("outgoing-username-blank"))
MUST_NOT = ("smtp-service-down", "submission-service-not-enabled")
SEEN = (Seen(r"(?i)connection refused"),)
