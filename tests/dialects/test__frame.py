"""The frame of a line: what stands before the program's own words."""
# ruff: noqa: E501

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mailmend.dialects._frame import MAX_LINE, frame_of

JANUARY = datetime(2027, 1, 3, tzinfo=UTC)
BODY = "connect from unknown[203.0.113.9]"


@pytest.mark.parametrize(
    ("start", "time"),
    [
        ("Nov 25 10:11:12 mail postfix/smtpd[7]: ", "2026-11-25T10:11:12"),
        ("Jan  2 10:11:12 mail postfix/smtpd[7]: ", "2027-01-02T10:11:12"),
        ("2026-11-25T10:11:12.123456+01:00 mail postfix/smtpd[7]: ", "2026-11-25T10:11:12+01:00"),
        ("2026-11-25T10:11:12+0000 mail postfix/smtpd[7]: ", "2026-11-25T10:11:12+00:00"),
        ("<22>Nov 25 10:11:12 mail postfix/smtpd[7]: ", "2026-11-25T10:11:12"),
        ("mail-1  | Nov 25 10:11:12 mail postfix/smtpd[7]: ", "2026-11-25T10:11:12"),
        ("2026-11-25T10:11:13.000000001Z Nov 25 10:11:12 mail postfix/smtpd[7]: ", "2026-11-25T10:11:12"),
        ("2026-11-25T10:11:13.1Z stdout F Nov 25 10:11:12 m postfix/smtpd[7]: ", "2026-11-25T10:11:12"),
    ],
)  # fmt: skip
def test_every_usual_frame_is_taken_off(start: str, time: str) -> None:
    """Syslog, ISO 8601, journald, Docker and Kubernetes; a year is the latest that fits."""
    frame = frame_of(start + BODY, JANUARY)
    assert (frame.time, frame.program, frame.pid, frame.message) == (
        time,
        "postfix/smtpd",
        "7",
        BODY,
    )


def test_a_log_of_new_years_eve_is_not_put_into_the_year_before() -> None:
    """The last day of the year is not after the day on which the log was written."""
    frame = frame_of(
        "Dec 31 23:59:59 mail postfix/smtpd[7]: x", datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
    )
    assert frame.time == "2026-12-31T23:59:59"


def test_a_line_of_any_length_is_cut() -> None:
    """Nothing behind the first 8 KiB is looked at."""
    assert len(frame_of("a" * 10_000_000, JANUARY).message) == MAX_LINE
