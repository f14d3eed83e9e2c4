"""iOS 11.0 cannot send through Exchange accounts; Apple corrected it in 11.0.1.

What the person sees: "Cannot Send Mail. The message was rejected by the server." with an
Outlook.com, Office 365 or Exchange 2016 account.

Proof: iOS 11.0 itself, an account of the Exchange kind, and this very alert; no SMTP is involved,
so that nothing can be measured from outside.

Ruled out by: another version; an account with IMAP or POP.

Fix: update to iOS 11.0.1 or later.
"""

import re

from mailmend.case import Case
from mailmend.causes._told import alerts, error, reported, system
from mailmend.change import DeviceAction
from mailmend.facts import Facts, Reported
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, RuledOut, Unknown, Verdict, cause

QUESTION = phrase("Was the account added as Microsoft Exchange or Outlook.com?")
_VERSION = re.compile(r"\s*11(?P<exact>\.0)?(?:\.0)?\s*\Z")


@cause(group="software", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from version, kind of account and alert."""
    device, version = reported(facts, "device.os"), reported(facts, "device.version")
    if device is None or version is None:
        return Unknown((Reported,))
    found = _VERSION.match(str(version.value))
    if system(case) != "ios" or found is None:
        return RuledOut((device, version))
    kind = reported(facts, "incoming.protocol") or reported(facts, "outgoing.host")
    if kind is not None and kind.value != "":
        return RuledOut((kind,))
    if "D-REJECTED" not in alerts(facts):
        return Unknown((Reported,), QUESTION, "owner")
    because = (device, version, *error(facts))
    fix = (DeviceAction("update-software", "iOS 11.0.1"),)
    if found["exact"]:
        return Likely(because, fix, would_settle=QUESTION)
    return Possible(because, QUESTION, "owner", fix)
