"""After the restore the account needs a new sign-in at its provider.

What the person sees: after a restore "Re-enter Password" or an account error; old mail can be read.

Proof: the account signs in with the provider's own page, and signing in again cures it; or a backup
made since the restore shows that its sign-in was refused after it and does not hold.

Ruled out by: no restore; an account that signs in with a password.

Fix: sign in again in the account's settings.
"""

from mailmend.case import Case
from mailmend.causes._restore import in_backup, not_restored, remembered, restored
from mailmend.causes._told import error, meanings, reported
from mailmend.change import AccountAction
from mailmend.facts import Facts, Reported
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Unknown, Verdict, cause

QUESTION = phrase("Was the account added with the provider's own sign-in (Google, Outlook, Yahoo)?")


@cause(group="restore", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the restore that was told and the kind of account."""
    told = restored(facts) or remembered(facts)
    if not told:
        return not_restored(facts) or Unknown((Reported,))
    kind = reported(facts, "outgoing.authentication") or reported(facts, "incoming.authentication")
    if kind is None:
        return Unknown((Reported,), QUESTION, "owner")
    if kind.value != "oauth2":
        return RuledOut((kind,))
    fix = (AccountAction("sign-in-again", case.address),)
    if refused := _refused_since(facts):
        return Proven((*told, kind, *refused), fix)
    if restored(facts) and "auth-failed" in meanings(facts):
        return Likely((*told, kind, *error(facts)), fix, would_settle=QUESTION)
    return Possible((*told, kind), QUESTION, "owner", fix)


def _refused_since(facts: Facts) -> tuple[Reported, ...]:
    """The backup's record of a sign-in refused after the restore and not made good since."""
    names = ("backup.restored-at", "backup.sign-in-refused-at", "backup.signed-in")
    restored_at, refused_at, holds = (in_backup(facts, name) for name in names)
    if restored_at is None or refused_at is None or holds is None or holds.value is not False:
        return ()
    later = str(refused_at.value) >= str(restored_at.value)
    return (restored_at, refused_at, holds) if later else ()
