"""A challenge that can never be answered."""

from dataclasses import replace

from mailmend.causes.cram_md5_hash_mismatch import judge
from mailmend.change import ServerAction, SetField
from mailmend.verdict import Proven, RuledOut, Unknown
from tests.causes.build import AUTH_535, CASE, GOOD, NOTHING, conversation, phone, seen, step

OFFER = "AUTH PLAIN LOGIN CRAM-MD5"
CRAM_FAILS = conversation(auth_keyword=OFFER, auth=AUTH_535, mechanism="CRAM-MD5")


def test_proven_by_the_pair() -> None:
    """Same name, same password: the challenge fails, the plain password passes."""
    told = phone(authentication="cram-md5")
    verdict = judge.judge(told, seen(told, CRAM_FAILS, conversation(auth_keyword=OFFER)))
    assert isinstance(verdict, Proven)
    assert verdict.changes == (
        SetField("outgoing.authentication", "cram-md5", "password"),
        ServerAction("offer-only-mechanisms-that-work", "mail.hosting.test", 587),
    )


def test_proven_within_one_dialogue() -> None:
    """Both were tried on one connection."""
    told = phone(authentication="cram-md5")
    good = conversation(auth_keyword=OFFER)
    at = next(number for number, one in enumerate(good.steps) if one.stage == "auth")
    first = step("auth", AUTH_535, detail=good.steps[at].detail, mechanism="CRAM-MD5")
    talk = replace(good, steps=(*good.steps[:at], first, *good.steps[at:]))
    verdict = judge.judge(told, seen(told, talk))
    assert isinstance(verdict, Proven)
    assert verdict.because == (talk,)


def test_not_where_plain_fails_as_well() -> None:
    """Then it is the password."""
    told = phone(authentication="cram-md5")
    plain = conversation(auth_keyword=OFFER, auth=AUTH_535)
    assert isinstance(judge.judge(told, seen(told, CRAM_FAILS, plain)), Unknown)


def test_not_with_another_user_name() -> None:
    """The pair must differ in the mechanism only."""
    told = phone(authentication="cram-md5")
    other = conversation(auth_keyword=OFFER, user="alice")
    assert isinstance(judge.judge(told, seen(told, CRAM_FAILS, other)), Unknown)


def test_not_for_a_mechanism_that_is_not_offered() -> None:
    """504 means: not offered, another cause."""
    told = phone(authentication="cram-md5")
    missing = conversation(
        auth="504 5.5.4 Unsupported authentication mechanism.", mechanism="CRAM-MD5"
    )
    assert isinstance(judge.judge(told, seen(told, missing, GOOD)), Unknown)


def test_ruled_out_by_a_plain_password_on_the_device() -> None:
    """The device never uses the challenge."""
    told = phone()
    assert isinstance(judge.judge(told, seen(told, CRAM_FAILS, GOOD)), RuledOut)


def test_ruled_out_by_a_challenge_that_is_accepted() -> None:
    """The server holds what it needs."""
    told = phone(authentication="cram-md5")
    good = conversation(auth_keyword=OFFER, mechanism="CRAM-MD5")
    assert isinstance(judge.judge(told, seen(told, good)), RuledOut)


def test_unknown_on_nothing() -> None:
    """No facts, no verdict."""
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
