"""After a restore the account's token is gone and nobody has signed in again."""

from lab.fault import Expected
from lab.faults.oauth_token_expired import CASE as _CASE
from lab.faults.oauth_token_expired import SEEN, inject

CASE = {**_CASE, "onset": "after-restore"}
EXPECT = (
    Expected("restore-oauth-needs-signin", "likely", "account", instead=("oauth-token-expired",)),
)
MUST_NOT = ("password-wrong-both", "outgoing-auth-mechanism-unsupported", "restore-old-settings")

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN", "inject"]
