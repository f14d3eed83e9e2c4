"""The mail server demands newer encryption than the device's old system can speak.

What the person sees: Mail was unable to connect using SSL, on the old device only; newer ones send.

Proof: none from here: the device's own handshake or the server's log must show it. Likely where the
system is one whose Mail speaks TLS 1.0 only (iOS 5 to 9, OS X up to 10.11), its alert tells of SSL,
and the server takes TLS 1.2 or newer.

Ruled out by: a newer system; a server that takes old versions only.

Fix: update the device, or use another program or webmail on it. On the server, as a last resort and
on a port of its own: Postfix -o smtpd_tls_mandatory_protocols=>=TLSv1.
"""

import re

from mailmend.case import Case
from mailmend.causes._handshakes import old_version, succeeded
from mailmend.causes._told import error, meanings, reported, system
from mailmend.change import DeviceAction
from mailmend.facts import Facts, Reported, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, RuledOut, Unknown, Verdict, cause

SETTLE = phrase("Does a newer device with the same settings send?")


@cause(group="server", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by the system's version, the alert, and the version the server agreed to."""
    told = reported(facts, "device.version")
    if told is None or not system(case):
        return Unknown((Reported,), phrase("Which system version does the device have?"), "owner")
    if not _speaks_old_tls_only(case):
        return RuledOut((told,))
    good = succeeded(case, facts)
    modern = tuple(one for one in good if one.tls and not old_version(one.tls.version))
    if not good:
        return Unknown((SmtpDialogue,), SETTLE, "owner")
    if not modern:
        return RuledOut(good)
    change = (DeviceAction("update-software"),)
    if meanings(facts) & {"tls-error"}:
        return Likely((told, *error(facts), *modern), change, "", SETTLE)
    return Possible((told, *modern), SETTLE, "owner", change)


def _speaks_old_tls_only(case: Case) -> bool:
    found = re.match(r"(\d{1,3})(?:\.(\d{1,3}))?", (case.device.version or "").strip())
    if found is None:
        return False
    major, minor = int(found[1]), int(found[2] or 0)
    if system(case) == "ios":
        return 5 <= major <= 9
    return system(case) == "macos" and major == 10 and minor <= 11
