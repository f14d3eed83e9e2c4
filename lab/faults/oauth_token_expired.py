"""The account signs in with a token, and the server no longer takes the one the phone holds."""

from lab.fault import Expected, Seen
from lab.faults.oauth_only import inject
from lab.parts import token_login
from lab.reported import phone, settings_alert

CASE = phone(
    error=settings_alert("mail.hosting.test"),
    onset="sudden",
    can_receive=False,
    incoming={"authentication": "oauth2"},
    outgoing={"authentication": "oauth2"},
)
EXPECT = (Expected("oauth-token-expired", "likely", "account"),)
MUST_NOT = ("password-wrong-both", "outgoing-auth-mechanism-unsupported")
SEEN = (Seen(r"535 5\.7\.8 ", token_login("mail.hosting.test", "alice@customer.test")),)

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]
