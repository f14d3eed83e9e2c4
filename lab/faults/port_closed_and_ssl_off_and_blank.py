"""Three settings wrong: a port where nothing listens, SSL off, and no user name."""

from lab.fault import Expected, Seen
from lab.reported import phone, refused_alert

CASE = phone(
    error=refused_alert("mail.hosting.test", 2525),
    onset="first-setup",
    outgoing={"port": 2525, "security": "none", "username": "", "password_set": False},
)
EXPECT = (
    Expected("smtp-port-wrong-closed"),
    Expected("outgoing-ssl-off"),
    Expected("outgoing-username-blank"),
)
MUST_NOT = ("submission-service-not-enabled", "permit-sasl-missing", "smtp-service-down")
SEEN = (Seen(r"(?i)connection refused"),)
