"""A device too old for the server."""

import pytest

from mailmend.causes.tls_version_too_new_for_device import judge
from mailmend.change import DeviceAction
from mailmend.verdict import Likely, Possible, RuledOut, Unknown
from tests.causes.build import CASE, GOOD, HOST, NOTHING, phone, seen

D_SSLCONN = (
    f"Mail was unable to connect to server “{HOST}” using SSL on port 465. Verify that this server "
    "supports SSL and that your account settings are correct."
)


@pytest.mark.parametrize(("os", "version"), [("iOS", "9.3.5"), ("macOS", "10.11.6")])
def test_likely_by_an_old_system_and_its_alert(os: str, version: str) -> None:
    """Its Mail speaks TLS 1.0, the server TLS 1.3."""
    told = phone(D_SSLCONN, os=os, version=version)
    verdict = judge.judge(told, seen(told, GOOD))
    assert isinstance(verdict, Likely)
    assert verdict.changes == (DeviceAction("update-software"),)


def test_possible_by_an_old_system_alone() -> None:
    """Its alert tells of something else."""
    told = phone(os="iOS", version="8.4")
    assert isinstance(judge.judge(told, seen(told, GOOD)), Possible)


@pytest.mark.parametrize(
    ("os", "version"), [("iOS", "17.4"), ("iOS", "10.0"), ("macOS", "14.2"), ("Android", "9")]
)
def test_ruled_out_by_a_newer_or_other_system(os: str, version: str) -> None:
    """They speak TLS 1.2."""
    told = phone(D_SSLCONN, os=os, version=version)
    assert isinstance(judge.judge(told, seen(told, GOOD)), RuledOut)


def test_unknown_without_the_version() -> None:
    """The device was not told, or nothing was seen."""
    told = phone(D_SSLCONN, os="iOS", version=None)
    verdict = judge.judge(told, seen(told, GOOD))
    assert isinstance(verdict, Unknown)
    assert verdict.ask == "owner"
    assert isinstance(judge.judge(CASE, NOTHING), Unknown)
