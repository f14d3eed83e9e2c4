"""From recorded and changed log lines to verdicts: proven by own sessions, never by a stranger's."""
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from mailmend.case import Case, Device, Outgoing
from mailmend.discover import causes
from mailmend.facts import Fact, Facts, Reported
from mailmend.verdict import Likely, Possible, Proven, RuledOut, Verdict
from tests.causes.build import obstacle, replay
from tests.dialects.logs import ALICE, ERIN, OLGA, facts_of, recorded
from tests.dialects.test_sessions import PHONE, reads_mail, stranger

IPHONE = Device("iOS", "17.4", "Apple Mail")
PERCENT = replace(ALICE, outgoing=Outgoing(username="alice%customer.test"))
AS_CAROL = replace(ALICE, sender="carol@customer.test")
STANDS_ALONE = {"auth_backend_rejects_all", "content_filter"}
"""Told of an account list, and of a session in which the person logged in for sending."""
PROVEN = [
    ("username_blank", ALICE, "outgoing-username-blank"),
    ("username_blank_exim", ERIN, "outgoing-username-blank"),
    ("username_blank_opensmtpd", replace(OLGA, device=IPHONE), "outgoing-username-blank"),
    ("password_stale_on_device", ALICE, "password-changed-not-updated-outgoing"),
    ("tls_at_once_on_587", ALICE, "implicit-tls-on-starttls-port"),
    ("starttls_on_465", ALICE, "starttls-on-implicit-port"),
    ("auth_backend_down", ALICE, "auth-backend-down"),
    ("auth_backend_down_exim", ERIN, "auth-backend-down"),
    ("auth_backend_rejects_all", ALICE, "auth-backend-rejects-all"),
    ("milter_down", ALICE, "milter-or-policy-down"),
    ("policy_down", ALICE, "milter-or-policy-down"),
    ("tls_key_missing", ALICE, "tls-cert-file-unreadable"),
    ("tls_key_unreadable_exim", ERIN, "tls-cert-file-unreadable"),
    ("disk_full", ALICE, "queue-disk-full"),
    ("rate_limit", ALICE, "rate-limit-hit"),
    ("permit_sasl_missing", ALICE, "permit-sasl-missing"),
    ("permit_sasl_missing_exim", ERIN, "permit-sasl-missing"),
    ("helo_rejected", ALICE, "helo-rejected-at-submission"),
    ("password_expired", ALICE, "password-expired"),
    ("username_bare", ALICE, "username-needs-full-address"),
    ("username_bare_exim", ERIN, "username-needs-full-address"),
    ("username_percent", PERCENT, "username-wrong-format"),
    ("sender_login_mismatch", ALICE, "sender-login-mismatch"),
    ("from_not_owned", AS_CAROL, "from-address-differs-from-login"),
    ("outgoing_held", ALICE, "outgoing-suspended-or-held"),
    ("outgoing_held_exim", ERIN, "outgoing-suspended-or-held"),
    ("greylisting", ALICE, "greylisting-at-submission"),
    ("sending_limit_exim", ERIN, "sending-limit-hit"),
    ("content_filter", ALICE, "content-filter-reject"),
    ("message_too_large", ALICE, "message-too-large"),
    ("users_restricted", ALICE, "smtp-auth-disabled-per-account"),
    ("mailbox_full", ALICE, "sender-mailbox-over-quota"),
]  # fmt: skip
BOUNCED = (
    "Nov 25 00:10:01 m postfix/submission/smtpd[7]: connect from x[203.0.113.10]\n"
    "Nov 25 00:10:02 m postfix/submission/smtpd[7]: ABC123DEF0: client=x[203.0.113.10], sasl_method=PLAIN, sasl_username=alice@customer.test\n"
    "Nov 25 00:10:03 m postfix/submission/smtpd[7]: disconnect from x[203.0.113.10] ehlo=2 starttls=1 auth=1 mail=1 rcpt=1 data=1 quit=1 commands=8\n"
    "Nov 25 00:10:04 m postfix/smtp[9]: ABC123DEF0: to=<b@e.test>, relay=r.test[192.0.2.1]:25, delay=1, delays=0/0/0/1, dsn=5.0.0, status={0} ({1})\n"
)


def told(case: Case) -> list[Reported]:
    """The settings for sending that the case names."""
    names = ("username", "authentication", "security")
    values = {name: getattr(case.outgoing, name) for name in names}
    return [
        Reported(field=f"outgoing.{name}", value=value)
        for name, value in values.items()
        if value is not None
    ]


def verdicts(case: Case, facts: Iterable[Fact]) -> dict[str, Verdict]:
    """Every cause's verdict from the case as told and these facts."""
    seen = Facts([*told(case), *facts])
    return {one.id: one.judge(case, seen) for one in causes()}


def proven(case: Case, text: str) -> set[str]:
    """The causes that a log proves."""
    found = verdicts(case, facts_of(text, case))
    return {name for name, verdict in found.items() if isinstance(verdict, Proven)}


@pytest.mark.parametrize(("name", "case", "cause"), PROVEN, ids=[row[0] for row in PROVEN])
def test_the_persons_own_session_proves_the_cause_and_no_other(
    name: str, case: Case, cause: str
) -> None:
    """On the recorded logs of real servers."""
    assert proven(case, recorded(name)) == {cause}


@pytest.mark.parametrize(
    ("name", "case"), [row[:2] for row in PROVEN if row[1] is ALICE and row[0] not in STANDS_ALONE]
)  # fmt: skip
def test_a_strangers_session_proves_nothing(name: str, case: Case) -> None:
    """The same lines from an address the person never read mail from."""
    assert proven(case, stranger(recorded(name))) == set()


@pytest.mark.parametrize("name", ["healthy_postfix", "ssl_off", "submission_backend_not_trusted"])
def test_what_proves_nothing(name: str) -> None:
    """A message that was taken, a farewell that may have several reasons, a server behind a server."""
    assert proven(ALICE, recorded(name)) == set()


@pytest.mark.parametrize(
    "name", ["username_blank", "password_stale_on_device", "milter_down", "disk_full"]
)
def test_what_was_mended_since_is_not_proven(name: str) -> None:
    """Later the same account sent from the same address."""
    assert proven(ALICE, recorded(name, "healthy_postfix")) == set()


def test_a_told_user_name_speaks_against_a_blank_one() -> None:
    """Then the program does not use what it has stored."""
    case = replace(
        ALICE,
        device=Device("Windows", None, "Other Mail"),
        outgoing=Outgoing(username=ALICE.address, authentication="password"),
    )
    assert proven(case, recorded("username_blank")) == {"client-app-drops-auth"}


def test_authentication_told_as_none() -> None:
    """The setting as told, and the log agrees."""
    case = replace(ALICE, outgoing=Outgoing(authentication="none", username=ALICE.address))
    assert proven(case, recorded("username_blank")) == {"outgoing-auth-none"}


def test_an_unknown_program_that_never_signs_in_leaves_two_causes_possible() -> None:
    """Only of Apple's Mail is it known why it leaves AUTH out."""
    case = replace(ALICE, device=Device("Windows", None, "Other Mail"))
    text = recorded("username_blank").replace("smtpclient.apple", "pc.test")
    found = verdicts(case, facts_of(text, case))
    assert isinstance(found["outgoing-username-blank"], Possible)
    assert isinstance(found["outgoing-auth-none"], Possible)


def test_ssl_off_is_proven_where_mail_was_offered_in_clear() -> None:
    """530 leaves no line but the counters (``mail=0/1``, no ``starttls=``)."""
    case = replace(ALICE, device=IPHONE)
    text = recorded("ssl_off").replace(
        "ehlo=1 quit=1 commands=2", "ehlo=1 mail=0/1 rcpt=0/1 quit=1 commands=2/4"
    )
    assert "outgoing-ssl-off" in proven(case, text)


def test_a_challenge_that_the_server_cannot_check() -> None:
    """Proven with a device that is set to it; possible by anybody's try; ruled out for a password."""
    text = recorded("cram_md5_against_hashes")
    told = replace(ALICE, outgoing=Outgoing(authentication="cram-md5"))
    assert isinstance(verdicts(told, facts_of(text, told))["cram-md5-hash-mismatch"], Proven)
    assert isinstance(verdicts(ALICE, facts_of(text))["cram-md5-hash-mismatch"], Possible)
    plain = replace(ALICE, outgoing=Outgoing(authentication="password"))
    assert isinstance(verdicts(plain, facts_of(text, plain))["cram-md5-hash-mismatch"], RuledOut)


def test_a_network_that_is_not_allowed() -> None:
    """Proven where the person logs in from that address for reading."""
    text = recorded("login_network_not_allowed")
    assert isinstance(verdicts(ALICE, facts_of(text))["mfa-conditional-access-block"], Possible)
    assert "mfa-conditional-access-block" in proven(ALICE, reads_mail(ALICE.address, PHONE) + text)


@pytest.mark.parametrize(
    ("name", "cause"),
    [("account_deleted", "account-deleted"), ("account_suspended", "account-suspended")],
)
def test_what_the_log_makes_likely(name: str, cause: str) -> None:
    """A name that was known once may have been renamed; a mark on an account may be a defect."""
    found = verdicts(ALICE, facts_of(recorded(name)))
    assert isinstance(found[cause], Likely)
    assert proven(ALICE, recorded(name)) == set()


def test_a_name_never_seen_before_is_no_deleted_account() -> None:
    """The device may have a name that never was an account's."""
    text = recorded("account_deleted").replace("Login: user=<alice@", "Login: user=<al@")
    case = replace(ALICE, sender="al@customer.test")
    assert not isinstance(verdicts(case, facts_of(text, case))["account-deleted"], Likely)


def test_a_user_name_that_was_corrected_since_is_not_blamed() -> None:
    """The case tells the whole address, the log an older short one."""
    case = replace(ALICE, outgoing=Outgoing(username=ALICE.address))
    assert proven(case, recorded("username_bare")) == set()


def test_a_mechanism_the_server_does_not_have() -> None:
    """Outlook tries NTLM all the same."""
    refused = (
        "Nov 25 00:10:02 m postfix/submission/smtpd[7]: connect from x[203.0.113.10]\n"
        "Nov 25 00:10:03 m postfix/submission/smtpd[7]: warning: x[203.0.113.10]: SASL NTLM authentication failed: Invalid authentication mechanism\n"
        "Nov 25 00:10:03 m postfix/submission/smtpd[7]: disconnect from x[203.0.113.10] ehlo=2 starttls=1 auth=0/1 quit=1 commands=4/5\n"
    )
    case = replace(ALICE, outgoing=Outgoing(authentication="ntlm"))
    text = reads_mail(ALICE.address, PHONE) + refused
    assert proven(case, text) == {"outgoing-auth-mechanism-unsupported"}
    plain = replace(ALICE, outgoing=Outgoing(authentication="password"))
    assert proven(plain, text) == set()


def test_a_reason_for_a_locked_account() -> None:
    """In the login service's own words, for the person's own address."""
    text = recorded("password_stale_on_device")
    locked = text.replace("Password mismatch", "account is locked after too many failures")
    assert proven(ALICE, locked) == {"account-locked-out"}
    assert proven(ALICE, stranger(locked)) == set()


def test_no_shared_cipher() -> None:
    """The library's words within the person's own session."""
    text = recorded("starttls_on_465").replace("wrong version number", "no shared cipher")
    assert proven(ALICE, text) == {"tls-no-shared-cipher"}
    assert proven(ALICE, stranger(text)) == set()


def test_a_ban_of_the_persons_own_address() -> None:
    """Until it is lifted."""
    text = recorded("healthy_postfix", "client_banned_fail2ban")
    assert "client-ip-banned" in proven(ALICE, text)
    lifted = "2026-11-25 02:00:00,1 fail2ban.actions [3]: NOTICE  [postfix] Unban 203.0.113.10\n"
    assert "client-ip-banned" not in proven(ALICE, text + lifted)


@pytest.mark.parametrize(
    ("status", "words", "cause", "kind"),
    [
        ("bounced", "host r.test[192.0.2.1] said: 550 5.1.1 no such user", "accepted-then-bounced", Proven),
        ("deferred", "host r.test[192.0.2.1] said: 451 4.7.1 try later", "accepted-then-bounced", Possible),
        ("bounced", "SASL authentication failed; server r.test[192.0.2.1] said: 535 5.7.8 no", "smarthost-rejects", Proven),
        ("bounced", "host r.test[192.0.2.1] said: 554 5.7.1 Relay access denied", "smarthost-rejects", Likely),
        ("bounced", "mail for e.test loops back to myself", "transport-routing-wrong", Proven),
        ("sent", "250 2.0.0 Ok: queued", "smarthost-rejects", RuledOut),
        ("sent", "250 2.0.0 Ok: queued", "transport-routing-wrong", RuledOut),
    ],
)  # fmt: skip
def test_what_became_of_a_message(status: str, words: str, cause: str, kind: type) -> None:
    """By its queue number, after it was taken from the person's own session."""
    text = reads_mail(ALICE.address, PHONE) + BOUNCED.format(status, words)
    assert isinstance(verdicts(ALICE, facts_of(text))[cause], kind)


def test_an_old_refusal_says_nothing_of_what_follows_on_a_login() -> None:
    """The error of now is met after an accepted login, so that the stored password is right."""
    name = "password-changed-not-updated-outgoing"
    facts = facts_of(recorded("password_stale_on_device"))
    early = obstacle("auth", "refused", "535 5.7.8 Error: authentication failed")
    late = obstacle("rcpt-remote", "rejected", "554 5.7.1 Relay access denied")
    now = verdicts(ALICE, [*facts, replay(stop=early, reproduced=True)])
    assert isinstance(now[name], Proven)
    after = verdicts(ALICE, [*facts, replay(stop=late, reproduced=True)])
    assert not isinstance(after[name], Proven | Likely)
