"""The server logs people in, but the mail server behind it does not trust it to send.

What the person sees: "The recipient was rejected by the server because it does not allow relaying",
for everybody, with right settings.

Proof: AUTH is answered 235, and the relay refusal after it was passed on from behind: it names the
recipient twice, or has the wording of another software than the greeting.

Ruled out by: a refusal in the words of the server that greeted (then its own rule is missing), or
the recipient accepted after the login.

Fix: make the server behind trust the front end and nothing else. Dovecot: submission_relay_host,
submission_relay_port, submission_relay_user and password, or a trusted relay. Postfix behind it:
mynetworks with the front end's address only, and permit_mynetworks on that listener;
smtpd_authorized_xclient_hosts where XCLIENT is used.
"""

from mailmend.case import Case
from mailmend.causes._after_login import (
    after_login,
    is_relay_refusal,
    otherwise,
    shown,
    spoken_behind,
)
from mailmend.change import ServerAction
from mailmend.facts import Facts
from mailmend.verdict import Verdict, cause

SETTLE = "The mailbox password, or the log of the mail server behind the login server."


@cause(group="server", where="server")
def judge(case: Case, facts: Facts) -> Verdict:
    """Judge by whose words the relay refusal after an accepted login has."""
    view = after_login(case, facts)
    relays = [one for one in view.refused if is_relay_refusal(one) and spoken_behind(one)]
    if not relays:
        return otherwise(facts, view, SETTLE)
    place = relays[0].dialogue
    change = ServerAction("trust-submission-front-end", place.host, place.port)
    return shown(view, relays[0], (change,))
