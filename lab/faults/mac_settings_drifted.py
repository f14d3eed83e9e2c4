"""The Mac has changed the port by itself, to one where the server does not listen."""

from lab.fault import Expected, Seen
from lab.reported import phone, refused_alert

CASE = phone(
    error=refused_alert("mail.hosting.test", 2525),
    onset="after-update",
    device={"os": "macOS", "version": "14.4", "app": "Apple Mail"},
    outgoing={"port": 2525},
)
EXPECT = (
    Expected("smtp-port-wrong-closed"),
    Expected("macos-auto-managed-settings-drift", "possible"),
)
MUST_NOT = ("macos-auto-managed-settings-drift", "submission-service-not-enabled")
SEEN = (Seen(r"(?i)connection refused"),)
