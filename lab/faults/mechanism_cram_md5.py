"""The phone is set to MD5 Challenge-Response, which the server does not offer."""

from lab.fault import Expected, Seen
from lab.reported import CANNOT_SEND, phone

CASE = phone(
    error=CANNOT_SEND + "The connection to the outgoing server “mail.hosting.test” failed.",
    onset="first-setup",
    outgoing={"authentication": "cram-md5"},
)
EXPECT = (Expected("outgoing-auth-mechanism-unsupported"),)
SEEN = (Seen(r"Auth not attempted, requested type not available"),)
