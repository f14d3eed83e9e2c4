"""``mailmend verify``: one real message, seen to arrive, removed; at most once whatever crashes."""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.apps.delivery import Store, delivering, subject
from tests.apps.farm import ALICE, BOB, CANARY, Place
from tests.apps.test_cli import MAILMEND


def start(place: Place, *words: str) -> subprocess.Popen[str]:
    """Begin a verification of the case with the blank user name."""
    state = place.folder / "state"
    argv = [*MAILMEND, "verify", "--case", place.case(), *place.options, "--json", *words]
    return subprocess.Popen(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "MAILMEND_STATE_DIR": str(state)},
    )


def finish(running: subprocess.Popen[str]) -> tuple[int, dict[str, Any], str]:
    """Exit status, document and standard error."""
    out, err = running.communicate(timeout=60)
    return running.returncode, json.loads(out) if out else {}, err


def verify(place: Place, *words: str) -> tuple[int, dict[str, Any], str]:
    """The same from start to end."""
    return finish(start(place, *words))


def test_it_is_sent_seen_to_arrive_and_removed(tmp_path: Path) -> None:
    """The cause of this case is ruled out on fresh facts, and nothing else was touched."""
    with delivering(tmp_path) as (place, store):
        store.add("Subject: mine\r\n\r\nkeep", "INBOX")
        status, document, err = verify(place)
    assert (status, err) == (0, "")
    assert document["result"] == "arrived"
    assert document["reply"].startswith("250")
    assert document["arrival"]["folder"] == "INBOX"
    assert document["arrival"]["removed"] is True
    assert document["arrival"]["way"]["checks"] == [["dkim", "pass"], ["spf", "none"]]
    assert document["arrival"]["way"]["hops"][0]["protocol"] == "ESMTPSA"
    assert document["causes"] == [{"cause": "outgoing-username-blank", "now": "ruled-out"}]
    assert [each.text for each in store.messages] == ["Subject: mine\r\n\r\nkeep"]
    assert store.taken == 1
    kept = b"".join(path.read_bytes() for path in (tmp_path / "state").iterdir())
    assert CANARY.encode() not in kept


def test_junk_is_looked_into(tmp_path: Path) -> None:
    """Arrived, but in Junk, whose name needs quotes."""
    with delivering(tmp_path) as (place, store):
        store.deliver_to = "Spam &- co"
        status, document, _ = verify(place)
    assert status == 0
    assert document["arrival"]["junk"] is True
    assert store.messages == []


def test_only_the_message_with_the_mark_is_removed(tmp_path: Path) -> None:
    """Another message with the same Message-ID stays."""
    with delivering(tmp_path) as (place, store):
        store.forge = True
        status, document, _ = verify(place)
    assert (status, document["arrival"]["removed"]) == (0, True)
    assert [subject(each.text) for each in store.messages] == ["forged"]


def test_without_uid_expunge_nothing_is_expunged(tmp_path: Path) -> None:
    """A plain EXPUNGE would remove other flagged mail; ours is only flagged, and that is said."""
    with delivering(tmp_path) as (place, store):
        store.capabilities = "IMAP4rev1 SASL-IR AUTH=PLAIN"
        store.add("Subject: flagged\r\n\r\nkeep", "INBOX")
        store.messages[0].deleted = True
        status, document, _ = verify(place)
    assert (status, document["arrival"]["removed"]) == (0, False)
    assert "expunge" not in store.reached
    assert len(store.messages) == 2


def test_a_refusal_is_told_with_the_servers_words(tmp_path: Path) -> None:
    """Exit status 1, and a later run may send again."""
    with delivering(tmp_path) as (place, store):
        store.reply = "554 5.7.1 Message content rejected"
        status, document, _ = verify(place)
        assert (status, document["result"]) == (1, "refused")
        assert "content rejected" in document["reply"]
        store.reply = "250 Ok"
        assert verify(place)[1]["result"] == "arrived"


def test_a_message_that_never_comes(tmp_path: Path) -> None:
    """Accepted but not found within the wait is no success."""
    with delivering(tmp_path) as (place, store):
        store.deliver_to = "Elsewhere"
        status, document, _ = verify(place, "--wait", "1")
    assert (status, document["result"]) == (3, "accepted")
    assert store.taken == 1


def test_another_mailbox_is_not_watched_without_its_password(tmp_path: Path) -> None:
    """It says so instead of claiming an arrival."""
    with delivering(tmp_path) as (place, store):
        status, document, _ = verify(place, "--recipient", BOB)
    assert (status, document["result"]) == (3, "accepted")
    assert "--to-password-file" in document["why"]
    assert store.taken == 1


def test_the_last_word_is_lost(tmp_path: Path) -> None:
    """The server took it and hung up: found in the mailbox, so known after all."""
    with delivering(tmp_path) as (place, store):
        store.silent = True
        status, document, _ = verify(place)
    assert (status, document["result"]) == (0, "arrived")
    assert store.taken == 1


def test_unknown_stays_unknown_and_is_not_sent_again(tmp_path: Path) -> None:
    """Neither now nor in the next run; only on demand."""
    with delivering(tmp_path) as (place, store):
        store.silent, store.deliver_to = True, "Elsewhere"
        for _ in range(2):
            status, document, _ = verify(place, "--wait", "1")
            assert (status, document["result"]) == (3, "unknown")
            assert "not sent again" in document["why"]
        assert store.taken == 1
        store.silent, store.deliver_to = False, "INBOX"
        assert verify(place, "--send-again")[1]["result"] == "arrived"
        assert store.taken == 2


MOMENTS = (
    "data",
    "content",
    "before-store",
    "after-store",
    "replied",
    "search",
    "fetch",
    "store",
    "expunge",
)


def killed_at(place: Place, store: Store, moment: str) -> None:
    """Run until that moment, and be killed there."""
    running = start(place)
    store.pid, store.kill_at = running.pid, moment
    running.communicate(timeout=60)
    assert running.returncode == -9, moment
    store.pid, store.kill_at = 0, ""


@pytest.mark.parametrize("moment", MOMENTS)
def test_killed_at_a_moment_it_is_sent_at_most_once(tmp_path: Path, moment: str) -> None:
    """The next run takes up what was left: it finds the message, or says that it is unknown."""
    with delivering(tmp_path) as (place, store):
        killed_at(place, store, moment)
        time.sleep(0.1)
        status, document, _ = verify(place, "--wait", "1")
        taken = store.taken
    assert taken <= 1
    expected = {"arrived", "unknown", "accepted"} if moment != "data" else {"arrived"}
    assert document["result"] in expected
    if taken == 1 and moment in ("after-store", "replied", "search", "fetch", "before-store"):
        assert (status, document["result"]) == (0, "arrived")
        assert store.messages == []
    if taken == 0:
        assert document["result"] == "unknown"


def test_killed_at_any_time_it_is_sent_at_most_once(tmp_path: Path) -> None:
    """A sweep over the whole run, each time followed by a run to the end."""
    with delivering(tmp_path) as (place, store):
        begun = time.monotonic()
        assert verify(place)[0] == 0
        whole = time.monotonic() - begun
        for step in range(1, 9):
            before = store.taken
            running = start(place)
            time.sleep(whole * step / 9)
            running.kill()
            running.communicate(timeout=30)
            _, document, _ = verify(place, "--wait", "1")
            assert store.taken - before <= 2 - (document["of_earlier_run"] is True)
            assert document["result"] in ("arrived", "unknown", "accepted")
            if document["of_earlier_run"]:
                assert store.taken - before <= 1


def test_two_at_once(tmp_path: Path) -> None:
    """The second one is told to wait; one message."""
    with delivering(tmp_path) as (place, store):
        store.deliver_to = "Elsewhere"
        first = start(place, "--wait", "4")
        while store.taken == 0 and first.poll() is None:
            time.sleep(0.05)
        status, _, err = verify(place)
        first.communicate(timeout=60)
    assert status == 2
    assert "under way" in err
    assert store.taken == 1


def test_without_a_ledger_nothing_is_sent(tmp_path: Path) -> None:
    """A state folder that is a file: one line, and no message."""
    (tmp_path / "state").write_text("")
    with delivering(tmp_path) as (place, store):
        status, _, err = verify(place)
    assert (status, err.count("\n")) == (2, 1)
    assert store.taken == 0


def test_without_the_password_nothing_is_sent(tmp_path: Path) -> None:
    """It is asked for in one line."""
    done = subprocess.run(
        [*MAILMEND, "verify", ALICE, "--no-input"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "--password-file" in done.stderr
