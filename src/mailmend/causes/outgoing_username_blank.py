"""The user name for sending is empty, so the device does not sign in when it sends.

What the person sees: mail arrives; sending says that the recipient was rejected because the server
does not allow relaying, or only that the recipient or the sender was rejected.

Proof: the field is known to be blank, the replay without a login is refused, and the same message
is accepted once the user name is filled in; or the server's log shows that the device offered the
message without AUTH. Apple's Mail skips AUTH when the outgoing user name is
empty and never borrows the incoming login.

Ruled out by: a user name that is filled in; settings that work without changing it.

Fix: type the full user name and the password into the outgoing server's own fields, although they
are marked optional.
"""

from mailmend.case import Case
from mailmend.causes._logged import by_apple_mail, firmer, judged, never_signed_in, seen
from mailmend.causes._servers import SUBMISSION_PORTS, login_offered, relays_for_strangers
from mailmend.causes._settings import (
    Trial,
    Value,
    change_of,
    once,
    otherwise,
    read,
    settle,
    trial,
    way,
)
from mailmend.causes._told import error, meanings, reported, value
from mailmend.change import Change, SetField
from mailmend.devices import client_for
from mailmend.errors import read_reply
from mailmend.facts import Fact, Facts, Repair, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Verdict, cause

FIELD = "outgoing.username"
QUESTION = phrase("Is the User Name field of the outgoing (SMTP) server empty on the device?")
CERTIFICATE = phrase(
    "A certificate that the device accepts, so that sending with a login can be tried."
)
SETTLES = phrase("The mailbox password, so that sending with a login can be tried.")
NO_LOGIN = frozenset({"relay-denied", "auth-required"})
BEFORE_LOGIN = frozenset({"dns", "connect", "greeting", "ehlo", "starttls", "tls"})
OTHER_REASONS = frozenset(
    {
        "recipient-unknown",
        "helo-rejected",
        "ip-blocked",
        "ptr-missing",
        "greylisted",
        "rate-limited",
    }
)


@cause(group="settings", where="device")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from what is seen from here, and from the server's log of the device."""
    return firmer(_from_here(case, facts), _in_the_log(case, facts))


def _in_the_log(case: Case, facts: Facts) -> Verdict | None:
    """Apple's Mail leaves AUTH out only where the user name is blank."""
    found, told = seen(facts, never_signed_in), reported(facts, FIELD)
    off = reported(facts, "outgoing.authentication")
    if (told is not None and told.value != "") or (off is not None and off.value == "none"):
        return None
    old = None if told is None else ""
    changes = (SetField(FIELD, old, case.address),)
    if told is None and not by_apple_mail(case, found):
        return Possible(found, QUESTION, "owner", changes) if found else None
    return judged(found, changes, *([told] if told else []))


def _from_here(case: Case, facts: Facts) -> Verdict:
    """Judge from the repair, else from the replay, else from the reported relay alert."""
    tried = trial(facts, FIELD)
    if tried is not None and tried.old == "":
        if tried.repaired:
            return settle(facts, tried, changes=_changes(facts, tried))
        fill_in = (SetField(FIELD, "", case.address),)
        if _skipped_login(tried):
            return settle(facts, tried, sure=False, would_settle=SETTLES, changes=fill_in)
        behind = _refused_behind_certificate(tried)
        if behind is not None:
            because = once((*_told_name(facts), behind))
            return Likely(because, fill_in, would_settle=CERTIFICATE)
        beyond = _login_beyond(tried, facts)
        if beyond is not None:
            return Possible(once((*_told_name(facts), beyond)), SETTLES, "owner", fill_in)
    if _alert_shows_it(case, facts):
        because = once((*error(facts), way(facts)))
        return Likely(because, would_settle=QUESTION)
    return otherwise(facts, "outgoing-username-blank", FIELD, blameless=_filled, question=QUESTION)


def _filled(value: Value) -> bool:
    return value != ""


def _changes(facts: Facts, tried: Trial) -> tuple[Change, ...]:
    found = way(facts)
    password = change_of(found, "outgoing.password_set") if found else None
    fields = [SetField(FIELD, tried.old, tried.new or "")]
    if password is not None:
        fields.append(SetField(password[0].field, password[0].from_, password[0].to))
    return tuple(fields)


def _skipped_login(tried: Trial) -> bool:
    """Refused at the envelope, before any login, for no reason that a login would not cure."""
    reading = read(tried.obstacle)
    return tried.obstacle.stage in ("mail", "rcpt-remote") and (
        reading is None or reading.meaning not in OTHER_REASONS
    )


def _told_name(facts: Facts) -> tuple[Fact, ...]:
    """What the case says of the user name."""
    told = reported(facts, FIELD)
    return (told,) if told is not None else ()


def _refused_behind_certificate(tried: Trial) -> SmtpDialogue | None:
    """The device stops at a bad certificate; who goes on without a login is refused as a relay."""
    dialogue = tried.dialogue
    if dialogue is None or not tried.stopped("tls", "certificate"):
        return None
    steps = (dialogue.find("mail", login=None), dialogue.find("rcpt-remote", login=None))
    for step in steps:
        if step is not None and step.reply is not None and not step.accepted:
            reply = step.reply
            word = "mail" if step.stage == "mail" else "rcpt"
            meaning = read_reply(reply.code, reply.enhanced, reply.text, stage=word).meaning
            return dialogue if meaning in NO_LOGIN else None
    return None


def _login_beyond(tried: Trial, facts: Facts) -> SmtpDialogue | None:
    """Another setting stops the device first; the mail server offers a login for handing in mail.

    So the blank name may be the next thing to stop it, and is better filled in at the same time.
    """
    if tried.obstacle.stage not in BEFORE_LOGIN:
        return None
    hosts = (str(value(facts, f"{side}.host") or "") for side in ("outgoing", "incoming"))
    found = (login_offered(facts, host, *SUBMISSION_PORTS) for host in hosts)
    return next((dialogue for dialogue in found if dialogue is not None), None)


def _alert_shows_it(case: Case, facts: Facts) -> bool:
    """Apple's Mail told of refused relaying, and here, with a login, every known setting works."""
    if reported(facts, FIELD) is not None or not meanings(facts) & NO_LOGIN:
        return False
    repair = facts.first(Repair)
    if repair is None or client_for(case).id != "apple-mail":
        return False
    known = any(change.from_ is not None for change in repair.changes)
    return not known and not relays_for_strangers(facts, repair.works.host or "")
