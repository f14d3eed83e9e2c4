"""The command line against every hostile server: it ends, names what it met, and leaks nothing."""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from lab.hostile.catalogue import behaviours
from lab.hostile.oracle import forms
from lab.hostile.rig import CANARY, Rig, Run
from tests.lab import hostile_expected as expected

pytestmark = pytest.mark.lab
MAX_PEAK_KIB = 256 * 1024
TEXT = "-text"
_BUDGET_S = 60
_MARGIN_S = 3
_AT_ONCE = 10
_BIDI = "\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_LATE = "no answer within 4 s"
_FIRST = ("tcp-silent", "imap-", "pop3-", "smtps-silent", "smtp-banner")
NAMES = tuple(behaviours())


@dataclass(frozen=True, slots=True)
class Results:
    """All runs, under way or done, and the rig that they ran in."""

    rig: Rig
    runs: dict[str, Future[Run]]

    def __getitem__(self, name: str) -> Run:
        return self.runs[name].result()

    def wait(self) -> list[Run]:
        """Every run, once all are done."""
        return [future.result() for future in self.runs.values()]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Results]:
    """All diagnoses, begun at once, those that wait long first; skips where that cannot be run."""
    if os.geteuid() != 0 or not all(shutil.which(tool) for tool in ("ip", "nft")):
        pytest.skip("a network of its own needs root, ip and nft")
    folder = tmp_path_factory.mktemp("hostile")
    with Rig(f"mailmend-hostile{os.getpid()}", folder) as rig, ThreadPoolExecutor(_AT_ONCE) as pool:
        order = sorted(NAMES, key=lambda name: (not name.startswith(_FIRST), len(name), name))
        runs = {name: pool.submit(rig.diagnose, name, _BUDGET_S) for name in order}
        for name in expected.PLAIN:
            page = ("--verbose", "--html", str(folder / f"{name}.html"))
            runs[name + TEXT] = pool.submit(rig.diagnose, name, _BUDGET_S, page, TEXT)
        yield Results(rig, runs)


@pytest.mark.parametrize("name", NAMES)
def test_a_diagnosis_ends_well(results: Results, name: str) -> None:
    """In time, in bounds, with one document and a documented status, never with a traceback."""
    run = results[name]
    assert run.exit_status in (0, 1, 3), run.err[-2000:]
    assert run.report["schema"] == "mailmend.report/1", run.out[:500]
    assert run.seconds <= _BUDGET_S + _MARGIN_S
    assert run.peak_kib <= MAX_PEAK_KIB
    assert run.report["unfinished"] is False
    assert run.err == ""


@pytest.mark.parametrize("name", NAMES)
def test_a_diagnosis_is_clean(results: Results, name: str) -> None:
    """The password is nowhere in what was said, and no byte of it steers a terminal."""
    run = results[name]
    assert _leaks(run.out + run.err) == []
    assert _unclean(run.out + run.err) == ""


@pytest.mark.parametrize("name", sorted(expected.REPLAYED))
def test_the_obstacle_is_named(results: Results, name: str) -> None:
    """The replay of the device's settings stops where the behaviour is, and says so."""
    run = results[name]
    stage, why = expected.REPLAYED[name]
    obstacle = _obstacle(run)
    assert obstacle["stage"] in stage.split("|"), obstacle
    assert obstacle["why"] in why.split("|"), obstacle
    assert (run.report["sends"], run.exit_status) != ("yes", 0)


@pytest.mark.parametrize("name", sorted(expected.SENDS))
def test_odd_is_not_broken(results: Results, name: str) -> None:
    """A late greeting, a long chain, odd bytes: the message is accepted."""
    run = results[name]
    assert (run.report["sends"], run.exit_status) == ("yes", 0)


@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith(("imap", "pop3"))])
def test_a_hostile_incoming_server_does_not_hide_that_sending_works(
    results: Results, name: str
) -> None:
    """Sending is proven by the good outgoing server, and the mailbox login is not made up."""
    run = results[name]
    assert (run.report["sends"], run.exit_status) == ("yes", 0)
    (mailbox,) = run.facts("mailbox-dialogue")
    assert (mailbox["login"] == "accepted") == (name in expected.MAILBOX_OPENS), mailbox
    if name in expected.TAMPERED:
        assert mailbox["tls"]["failure"] == "injected"


@pytest.mark.parametrize("name", sorted(expected.PUBLISHED))
def test_what_a_web_server_did_is_named(results: Results, name: str) -> None:
    """Some place that was asked is not observed, for a reason that fits the behaviour."""
    words = expected.PUBLISHED[name].split("|")
    reasons = _reasons(results[name])
    if any(_LATE in reason for reason in reasons):  # a crowded machine: once more, alone
        results.wait()
        reasons = _reasons(results.rig.diagnose(name, label="-again"))
    assert any(word in reason for word in words for reason in reasons), reasons


@pytest.mark.parametrize("name", sorted(expected.GUARDED))
def test_an_address_inside_is_not_dialled(results: Results, name: str) -> None:
    """The report says of the address that it is not public."""
    run = results[name]
    dialled = run.facts("tcp")
    inside = [fact for fact in dialled if fact["address"].startswith(("127.", "10.", "::"))]
    assert inside
    assert {fact["outcome"] for fact in inside} == {"not-allowed"}
    assert all("not a public address" in fact["raw"] for fact in inside)


@pytest.mark.parametrize("name", sorted(expected.FURTHER))
def test_a_flood_of_records_is_counted(results: Results, name: str) -> None:
    """What was not tried is said with its number."""
    reasons = _reasons(results[name])
    assert any(expected.FURTHER[name] in reason for reason in reasons), reasons


@pytest.mark.parametrize("name", sorted(expected.UNTRUSTED))
def test_settings_from_an_unprotected_source_are_not_trusted(results: Results, name: str) -> None:
    """They are read, and no login follows from them."""
    run = results[name]
    published = run.facts("published-settings")
    read = [fact for fact in published if fact["origin"] in ("autoconfig", "well-known")]
    assert read
    assert not any(fact["trusted"] for fact in read)
    logins = [step for talk in run.facts("smtp-dialogue") for step in talk["steps"]]
    assert not any(step["stage"] == "auth" and step.get("reply") for step in logins)


@pytest.mark.parametrize("name", expected.PLAIN)
def test_the_terminal_and_the_page_stay_clean(results: Results, name: str) -> None:
    """The words of a server are escaped in every form of the answer, and hold no password."""
    run = results[name + TEXT]
    assert run.exit_status in (0, 1, 3), run.err[-2000:]
    page = (results.rig.folder / f"{name}.html").read_text("utf-8")
    for text in (run.out, run.err, page):
        assert _leaks(text) == []
        assert _unclean(text) == ""
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_the_password_went_only_into_verified_tls(results: Results) -> None:
    """The servers saw it, or the begin of a login, nowhere else; nothing inside was contacted."""
    results.wait()
    journal = results.rig.journal()
    arrived = [row for row in journal if row["event"] == "canary"]
    assert {row["trust"] for row in arrived} == {"good-tls"}
    assert len(arrived) > 10, "the oracle is deaf"
    assert [row for row in journal if row["event"] == "login"] == []
    assert [row for row in journal if row["behaviour"] == "oracle-internal"] == []
    assert results.rig.space.sent_inside() == 0


def test_the_password_is_in_no_file(results: Results) -> None:
    """Nothing that the runs left behind holds it, but the file that was handed over."""
    results.wait()
    left = [path for path in results.rig.folder.rglob("*") if path.is_file()]
    holding = [path.name for path in left if _leaks(path.read_bytes().decode("latin-1"))]
    assert holding == ["password"]


def test_the_oracles_hear(tmp_path: Path) -> None:
    """A password in the clear and a packet inside would have been noticed."""
    with Rig(f"mailmend-oracle{os.getpid()}", tmp_path) as rig:
        speak = (
            "import socket; s = socket.create_connection(('mail.smtp-good.test', 587)); "
            f"s.sendall(b'AUTH PLAIN {CANARY}\\r\\n'); s.recv(99); s.recv(99); "
            "socket.create_connection(('127.0.0.1', 25)).close()"
        )
        done = rig.run(speak)
        assert done.returncode == 0, done.stderr
        events = {(row["event"], row.get("trust")) for row in rig.journal()}
        assert {("canary", "clear"), ("login", "clear"), ("contacted", None)} <= events
        assert rig.space.sent_inside() > 0


def _obstacle(run: Run) -> dict[str, Any]:
    (replay,) = [fact for fact in run.facts("replay") if not fact.get("fallback")]
    assert replay["result"] == "failed", replay["result"]
    obstacle: dict[str, Any] = replay["obstacle"]
    return obstacle


def _reasons(run: Run) -> list[str]:
    return [str(fact["why"]) for fact in run.facts("not-observed")]


def _leaks(text: str) -> list[str]:
    return [form.decode() for form in forms(CANARY) if form.decode() in text]


def _unclean(text: str) -> str:
    """The characters of ``text`` that could steer a terminal or turn what is read around."""
    odd = {letter for letter in text if unicodedata.category(letter) == "Cc"} - {"\n"}
    return "".join(sorted(odd | (set(text) & set(_BIDI))))
