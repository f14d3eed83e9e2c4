"""The backup brought back the server of the provider before, which is gone from the DNS."""

from lab.fault import Expected, Seen
from lab.reported import no_answer_alert, phone

_HOST = "smtp.formerhost.test"
CASE = phone(error=no_answer_alert(_HOST), onset="after-restore", outgoing={"host": _HOST})
EXPECT = (
    Expected("smtp-hostname-typo-nxdomain", instead=("smtp-hostname-old-provider",)),
    Expected("restore-old-settings", "possible"),
)
MUST_NOT = ("restore-old-settings", "dns-record-missing-or-wrong", "restore-without-passwords")
SEEN = (Seen(r"Bad hostname"),)
