"""The restore brought the account back without its outgoing server."""

from lab.fault import Expected
from lab.faults.server_list_empty import CASE as _CASE
from lab.faults.server_list_empty import SEEN

CASE = {**_CASE, "onset": "after-restore"}
EXPECT = (
    Expected("smtp-server-list-empty"),
    Expected("restore-smtp-account-orphaned", "likely"),
)
MUST_NOT = ("smtp-server-switched-off", "restore-smtp-account-orphaned", "restore-old-settings")

__all__ = ["CASE", "EXPECT", "MUST_NOT", "SEEN"]
