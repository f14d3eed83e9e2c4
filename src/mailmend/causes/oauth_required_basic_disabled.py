"""The provider no longer takes passwords for sending, only a sign-in through its own page.

What the person sees: "Check the account settings" or a wrong password; receiving may go on.

Proof: the refused login says that basic authentication is disabled (535 5.7.139, 550 5.7.30), or
the server offers no mechanism but XOAUTH2 and OAUTHBEARER.

Ruled out by: a password login for sending that is accepted; a refusal that names another reason;
an account that signs in with a token already.

Fix: remove the account and add it again with the provider's button (Outlook.com, Microsoft
Exchange, Google); an old device needs the provider's own app.
"""

from mailmend.case import Case
from mailmend.causes._login import credentials_refused, judge_named, smtp_accepted
from mailmend.causes._servers import published_servers
from mailmend.causes._settings import once
from mailmend.causes._told import reported
from mailmend.change import AccountAction
from mailmend.facts import Facts, PublishedSettings, SmtpDialogue
from mailmend.text import phrase
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Verdict, cause

ID = "oauth-required-basic-disabled"
QUESTION = phrase("Does the account send when it is added with the provider's own sign-in button?")
TOKENS = frozenset({"XOAUTH2", "OAUTHBEARER"})


@cause(group="password", where="account")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge from the words of the refused login, the AUTH lists, and the provider."""
    fix = (AccountAction("use-oauth", case.address),)
    kind = reported(facts, "outgoing.authentication")
    if kind is not None and kind.value == "oauth2":
        return RuledOut((kind,))
    verdict = judge_named(facts, ID, changes=fix, question=QUESTION)
    if smtp_accepted(facts) is not None or isinstance(verdict, Proven):
        return verdict
    if only := _only_tokens(facts):
        return Proven(only, fix)
    servers = published_servers(facts)
    published = servers and all(one.authentication == "oauth2" for one in servers)
    if published and isinstance(verdict, Possible):
        refused = (each.fact for each in credentials_refused(facts))
        because = once((*refused, facts.first(PublishedSettings)))
        return Likely(because, fix, would_settle=QUESTION)
    return verdict


def _only_tokens(facts: Facts) -> tuple[SmtpDialogue, ...]:
    """Submission servers of which all that offer AUTH offer nothing but token mechanisms."""
    offering = facts.of(SmtpDialogue, lambda one: bool(one.mechanisms(secure=True)))
    lists = [frozenset(one.mechanisms(secure=True) or ()) for one in offering]
    return offering if lists and all(found <= TOKENS for found in lists) else ()
