"""The device's clock is wrong, so that good certificates look expired or not yet valid to it.

What the person sees: the certificate has expired, or the server's identity cannot be verified, for
several servers at once.

Proof: the reported alert is about a certificate's dates, and from here the certificate of the same
server is valid in every respect.

Ruled out by: a certificate that is really out of date; an alert about something else.

Fix: Settings > General > Date & Time > Set Automatically.
"""

from mailmend.case import Case
from mailmend.causes._told import alerts, error, told
from mailmend.change import DeviceAction
from mailmend.facts import Certificate, Facts, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, RuledOut, Unknown, Verdict, cause

QUESTION = phrase("Do the date, time and time zone on the device agree with a clock beside it?")
FIX = (DeviceAction("set-date-automatically"),)


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from a certificate alert that the certificate seen from here does not bear out."""
    sessions = facts.of(SmtpDialogue, lambda one: one.tls is not None and bool(one.tls.certificate))
    expired = [one for one in sessions if not _leaf(one).in_date]
    if expired:
        return RuledOut((expired[0],))
    if not sessions or not any(reading.stage == "tls" for reading in told(facts)):
        return Unknown((SmtpDialogue,))
    if any(not _leaf(one).acceptable for one in sessions):
        return Unknown((SmtpDialogue,))
    because = (*error(facts), *sessions)
    if "D-CERT-EXPIRED" in alerts(facts):
        return Likely(because, FIX, would_settle=QUESTION)
    if any("device-date-wrong" in reading.causes for reading in told(facts)):
        return Possible(because, QUESTION, "owner", FIX)
    return RuledOut(because)


def _leaf(one: SmtpDialogue) -> Certificate:
    assert one.tls is not None
    assert one.tls.certificate is not None
    return one.tls.certificate
