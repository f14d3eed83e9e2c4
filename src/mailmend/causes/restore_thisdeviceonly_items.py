"""The password was stored for the old device alone and never moves to another one.

What the person sees: the same as after a restore without passwords, but only on a new device, even
from an encrypted backup.

Proof: the same backup restored on the old device works.

Ruled out by: no restore; a restore on the same device.

Fix: type user name and password into every account's outgoing server.
"""

from mailmend.case import Case
from mailmend.causes._restore import lost_credentials, not_restored, restored
from mailmend.change import AccountAction
from mailmend.facts import Facts, Reported
from mailmend.text import phrase
from mailmend.verdict import Possible, Unknown, Verdict, cause

QUESTION = phrase("Was an encrypted backup of one device restored on another device?")


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
