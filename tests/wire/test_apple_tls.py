"""Apple's rules that depend on whether the root came with the device."""

from __future__ import annotations

import datetime as dt

import pytest

from mailmend.wire import apple_tls
from mailmend.wire.certificate import Names
from tests.io.authority import leaf

NAMES = Names(("a.test",))
BEFORE = dt.datetime(2020, 8, 31, 23, tzinfo=dt.UTC)
SINCE = dt.datetime(2020, 9, 1, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("starts", "days", "public", "broken"),
    [
        (SINCE, 398, True, False),
        (SINCE, 399, True, True),
        (SINCE, 399, False, False),
        (SINCE, 826, False, True),
        (BEFORE, 800, True, False),
        (BEFORE, 826, True, True),
        (dt.datetime(2019, 6, 30, tzinfo=dt.UTC), 5000, True, False),
    ],
)
def test_the_lifetime_depends_on_root_and_issue_date(
    starts: dt.datetime, days: int, public: bool, broken: bool
) -> None:
    """398 days since September 2020 under preinstalled roots, 825 since July 2019 under all."""
    found = apple_tls.violations(
        leaf("a.test", starts=starts, days=days).certificate, (), NAMES, public=public
    )
    assert bool(found) is broken


def test_unreadable_names_are_named_so() -> None:
    """A broken name extension is not called absent."""
    found = apple_tls.violations(leaf("a.test").certificate, (), Names(readable=False), public=True)
    assert found == ("the subject alternative names cannot be read",)
