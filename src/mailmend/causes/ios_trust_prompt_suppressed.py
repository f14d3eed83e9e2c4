"""The device no longer asks whether to trust the server, and refuses it in silence.

What the person sees: Mail was unable to connect using SSL, again and again, without "Cannot Verify
Server Identity"; that question was once answered with Cancel.

Proof: the server's certificate is one the device does not trust by itself, and the question comes
back after a restart of the device.

Ruled out by: a certificate that is valid for the device; another system.

Fix: restart the device; better, have the server's certificate corrected.
"""

from mailmend.case import Case
from mailmend.causes._servers import same
from mailmend.causes._settings import once
from mailmend.causes._told import error, hinted, reported, system, value
from mailmend.change import DeviceAction
from mailmend.facts import Facts, Reported, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Possible, RuledOut, Unknown, Verdict, cause

QUESTION = phrase(
    "Does the question about the server's identity come back after a restart of the device?"
)


@cause(group="software", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the certificate on the device's own outgoing server."""
    device = reported(facts, "device.os")
    if device is not None and system(case) not in ("ios", "macos"):
        return RuledOut((device,))
    host = value(facts, "outgoing.host")
    served = facts.of(
        SmtpDialogue,
        lambda one: (
            isinstance(host, str)
            and same(one.host) == same(host)
            and one.tls is not None
            and one.tls.certificate is not None
        ),
    )
    if not served:
        return Unknown((SmtpDialogue,))
    bad = [one for one in served if not _trusted(one)]
    if not bad:
        return RuledOut(served)
    if device is None or not hinted(facts, "ios-trust-prompt-suppressed"):
        return Unknown((Reported,), QUESTION, "owner")
    fix = (DeviceAction("restart"),)
    return Possible(once((device, *error(facts), *bad)), QUESTION, "owner", fix)


def _trusted(one: SmtpDialogue) -> bool:
    return bool(one.tls and one.tls.certificate and one.tls.certificate.acceptable)
