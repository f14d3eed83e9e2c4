"""What Dovecot's own tool says of an account, as Dovecot 2.3 prints it."""

from __future__ import annotations

from mailmend.configs.doveadm import fields, login_allowed, lookup, quota

THERE = """passdb: alice@customer.test
  user      : alice@customer.test
  nologin   : y
  reason    : Account_suspended
"""
BARE = "passdb: alice@customer.test\n  user      : alice@customer.test\n            \n"
MISSING = "passdb lookup: user nobody@customer.test doesn't exist\n"
DOWN = (
    "Error: auth-master: passdb lookup(alice@customer.test): connect(/run/dovecot/auth-userdb) "
    "failed: Connection refused\nError: passdb lookup failed for alice@customer.test\n"
)


def test_an_account_is_there_missing_or_not_to_be_told() -> None:
    """A login service that does not answer says nothing about the account."""
    assert [lookup(text) for text in (THERE, BARE, MISSING, DOWN, "")] == [
        "there",
        "there",
        "missing",
        "untold",
        "untold",
    ]


def test_fields_have_names_and_values() -> None:
    """Those that bar a login, and no others where there are none."""
    assert fields(THERE)["nologin"] == "y"
    assert fields(THERE)["reason"] == "Account_suspended"
    assert "nologin" not in fields(BARE)


def test_a_trial_succeeds_fails_or_comes_to_no_end() -> None:
    """``doveadm auth test``."""
    head = "passdb: alice@customer.test auth "
    assert login_allowed(head + "succeeded\nextra fields:\n  user=alice@customer.test\n") is True
    assert login_allowed(head + "failed\nextra fields:\n  user=alice@customer.test\n") is False
    assert login_allowed("Fatal: connect() failed") is None


def test_quota_is_that_of_the_fullest_limit_on_storage_in_bytes() -> None:
    """Limits on messages and missing limits are left aside."""
    rows = (
        "Quota name=User quota Type=STORAGE Value=9 Limit=10 %=90\n"
        "Quota name=Domain Type=STORAGE Value=11 Limit=1000 %=1\n"
        "Quota name=User quota Type=MESSAGE Value=0 Limit=- %=0\n"
    )
    assert quota(rows) == (9 * 1024, 10 * 1024)
    assert quota("Quota name=User quota Type=STORAGE Value=9 Limit=- %=0\n") is None
    assert quota("Fatal: Unknown command 'quota', but plugin quota exists.") is None
