"""The outgoing user name is only "alice"; the server needs the full address."""

from lab.fault import Expected, Seen
from lab.reported import phone, settings_alert

CASE = phone(
    error=settings_alert("mail.hosting.test"), onset="first-setup", outgoing={"username": "alice"}
)
EXPECT = (Expected("username-needs-full-address"),)
SEEN = (Seen(r"535 5\.7\.8"),)
