"""The restored phone has the account of the profile, but not the profile with its password."""

from lab.fault import Expected, Seen
from lab.profile import profile
from lab.replay import swaks
from lab.reported import CANNOT_SEND, phone

_TOLD = phone(error=CANNOT_SEND + "No password provided.", onset="after-restore")
CASE = {key: value for key, value in _TOLD.items() if key not in ("incoming", "outgoing")}
SETTINGS = (
    "account.mobileconfig",
    profile("alice@customer.test", OutgoingPasswordSameAsIncomingPassword=None),
)
WORKS = True
EXPECT = (
    Expected("outgoing-password-blank", "likely", instead=("restore-without-passwords",)),
    Expected("restore-managed-profile-missing", "possible"),
)
MUST_NOT = ("restore-managed-profile-missing", "permit-sasl-missing", "restore-old-settings")
SEEN = (Seen(r"235 2\.7\.0", tuple(swaks(phone(), "alice-Lighthouse-13"))),)
