"""The settings are right by now; the old message waits in the Outbox, and its alert comes back."""

from lab.fault import Expected, Seen
from lab.reported import RELAYING, phone

CASE = phone(error=RELAYING, onset="first-setup")
WORKS = True
EXPECT = (Expected("outbox-stuck-after-fix", "possible", instead=("client-app-drops-auth",)),)
MUST_NOT = ("permit-sasl-missing", "outgoing-username-blank", "smtp-fallback-wrong-server")
SEEN = (Seen(r"235 2\.7\.0[\s\S]*250 2\.1\.5 Ok"),)
