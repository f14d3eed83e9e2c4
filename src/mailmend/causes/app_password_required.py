"""The provider wants an app password here and refuses the normal one from mail programs.

What the person sees: "Check the SSL setting", although SSL is right (for reply 534), "Check the
account settings", or a wrong password although webmail takes it.

Proof: the refused login says so, as 534 5.7.9 "Application-specific password required" does.
Likely: the provider is known to demand one, and the password is refused.

Ruled out by: a login for sending that is accepted; a refusal that names another reason; the same
password accepted for reading, where no such reason is named.

Fix: create an app password at the provider and type it for receiving and for sending, or add the
account again with the provider's own button.
"""

import re

from mailmend.case import Case
from mailmend.causes._login import (
    Refusal,
    credentials_refused,
    judge_named,
    mailbox_accepted,
    smtp_accepted,
)
from mailmend.causes._servers import same
from mailmend.causes._settings import once
from mailmend.change import AccountAction
from mailmend.facts import Facts, PublishedSettings
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Verdict, cause

ID = "app-password-required"
QUESTION = phrase("Is two-step verification on, and is the password in use an app password?")
_HINT = re.compile(r"app(?:lication)?[- ]?(?:specific[- ])?pass(?:word|code)", re.IGNORECASE)
_ALWAYS = ("yahoo.com", "yahoo.net", "yahoodns.net", "aol.com", "mail.me.com")
"""Providers whose mail programs always need one (iCloud, Yahoo, AOL)."""


@cause(group="password", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the words of the refused login, else from what the provider is known to want."""
    fix = (AccountAction("use-app-password", case.address),)
    verdict = judge_named(facts, ID, changes=fix, question=QUESTION)
    refused, reading = credentials_refused(facts), mailbox_accepted(facts)
    if smtp_accepted(facts) is not None or not refused:
        return verdict
    if reading is not None and not isinstance(verdict, Proven):
        return RuledOut((reading,))
    wanting = facts.first(PublishedSettings, lambda one: _HINT.search(one.hint) is not None)
    by_provider = [each for each in refused if _leaves_open(each) and _always(each)]
    if by_provider or (wanting is not None and isinstance(verdict, Possible)):
        because = once((*(each.fact for each in by_provider or refused), wanting))
        return Likely(because, fix, would_settle=QUESTION)
    return verdict


def _leaves_open(each: Refusal) -> bool:
    """The refusal may mean this: it is not named, or named among a few that include it."""
    return ID in each.reading.causes


def _always(each: Refusal) -> bool:
    host = same(each.fact.host)
    return any(host == domain or host.endswith(f".{domain}") for domain in _ALWAYS)
