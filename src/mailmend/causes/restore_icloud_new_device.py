"""The accounts moved to a new device by iCloud or from device to device, the passwords did not.

What the person sees: on the new device mail arrives after a question for the password, and sending
fails.

Proof: the way the device was set up, together with empty outgoing fields; which passwords travel
depends on iCloud Keychain, which cannot be seen from outside.

Ruled out by: no restore; a password that is filled in and works.

Fix: type user name and password into every account's outgoing server.
"""

from mailmend.case import Case
from mailmend.causes._restore import lost_credentials, not_restored, restored
from mailmend.change import AccountAction
from mailmend.facts import Facts, Reported
from mailmend.text import phrase
from mailmend.verdict import Possible, Unknown, Verdict, cause

QUESTION = phrase("Was this device set up from iCloud, or straight from the old device?")


@cause(group="restore", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Possible after a restore with lost credentials; the person can tell the kind."""
    told, lost = restored(facts), lost_credentials(facts)
    if not told:
        return not_restored(facts) or Unknown((Reported,))
    if not lost:
        return Unknown((Reported,), QUESTION, "owner")
    fix = (AccountAction("enter-current-password", case.address),)
    return Possible((*told, *lost), QUESTION, "owner", fix)
