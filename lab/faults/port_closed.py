"""The server port is 2526, where nothing listens."""

from lab.fault import Expected, Seen
from lab.reported import phone, refused_alert

CASE = phone(
    error=refused_alert("mail.hosting.test", 2526), onset="first-setup", outgoing={"port": 2526}
)
EXPECT = (Expected("smtp-port-wrong-closed"),)
SEEN = (Seen(r"(?i)connection refused"),)
