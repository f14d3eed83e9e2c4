"""Outlook is set to Secure Password Authentication (NTLM), which the server does not offer."""

from lab.fault import Expected, Seen
from lab.replay import swaks
from lab.reported import OUTLOOK, phone

CASE = phone(
    error="Your outgoing (SMTP) e-mail server has reported an error: 0x800CCC80 None of the "
    "authentication methods supported by this client are supported by your server.",
    onset="first-setup",
    device=OUTLOOK,
    outgoing={"authentication": "ntlm"},
)
EXPECT = (Expected("spa-ntlm-forced", instead=("outgoing-auth-mechanism-unsupported",)),)
SEEN = (Seen(r"250-AUTH PLAIN LOGIN\n", tuple(swaks(phone(), "alice-Lighthouse-13"))),)
