"""The account was set up by the provider's profile, which leaves SSL and the user name out."""

from lab.fault import Expected, Seen
from lab.profile import profile
from lab.replay import swaks
from lab.reported import RELAYING, phone

_ADDRESS = "alice@customer.test"
_AS_SET = phone(outgoing={"port": 25, "security": "none", "username": ""})
CASE = {
    key: value
    for key, value in phone(error=RELAYING, onset="first-setup").items()
    if key not in ("incoming", "outgoing")
}
SETTINGS = (
    "account.mobileconfig",
    profile(
        _ADDRESS,
        OutgoingMailServerPortNumber=25,
        OutgoingMailServerUseSSL=None,
        OutgoingMailServerUsername=None,
        OutgoingPasswordSameAsIncomingPassword=None,
    ),
)
EXPECT = (
    Expected("mobileconfig-profile-wrong"),
    Expected("outgoing-username-blank", "possible"),
    Expected("smtp-port-25-used"),
    Expected("outgoing-ssl-off"),
    Expected("mdm-profile-locks-settings", "possible"),
)
MUST_NOT = (
    "outgoing-username-blank",
    "permit-sasl-missing",
    "mdm-profile-locks-settings",
    "autoconfig-wrong-settings",
)
SEEN = (Seen(r"554 5\.7\.1 .*Relay access denied", tuple(swaks(_AS_SET, ""))),)
