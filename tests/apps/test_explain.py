"""``mailmend explain`` from the command line."""

from __future__ import annotations

import json

import pytest

from tests.apps.test_cli import refused, run

RELAY = "554 5.7.1 <bob@elsewhere.test>: Relay access denied"


def test_one_text_as_argument() -> None:
    """A reply is read with its code, and the causes it makes possible."""
    document = json.loads(run("explain", RELAY, "--json").stdout)
    first = document["readings"][0]

    assert document["schema"] == "mailmend.meaning/1"
    assert first["meaning"] == "relay-denied"
    assert (first["code"], first["enhanced"], first["permanent"]) == ("554", "5.7.1", True)
    assert "outgoing-username-blank" in first["causes"]
    assert 0 < first["confidence"] <= 1


@pytest.mark.parametrize("arguments", [["explain", "-"], ["explain"]])
def test_a_text_on_standard_input(arguments: list[str]) -> None:
    """``-`` and nothing both read standard input."""
    document = json.loads(run(*arguments, "--json", stdin=RELAY).stdout)

    assert document["readings"][0]["meaning"] == "relay-denied"


def test_for_people() -> None:
    """The meaning is said in words, the text is quoted, control characters are escaped."""
    shown = run("explain", f"{RELAY} \x1b[31m\u202e").stdout

    assert "does not pass this message on" in shown
    assert "Relay access denied" in shown
    assert "\\x1b[31m\\u202e" in shown
    assert "\x1b" not in shown


def test_nothing_known_is_said() -> None:
    """A text without meaning is unknown, not guessed."""
    document = json.loads(run("explain", "xyzzy plugh", "--json").stdout)

    assert document["readings"][0]["meaning"] == "unknown"


def test_bulk_keeps_the_order() -> None:
    """One document a line, in the order of the input; blank lines count for nothing."""
    rows = [
        {"text": RELAY},
        {"text": "535 5.7.8 Error: authentication failed", "stage": "auth", "mta": "postfix"},
        {"text": "550 5.1.1 <bob@elsewhere.test>: User unknown", "stage": "rcpt"},
    ]
    lines = "\n\n".join(json.dumps(row) for row in rows)

    answers = [
        json.loads(line) for line in run("explain", "--jsonl", stdin=lines).stdout.splitlines()
    ]

    found = [answer["readings"][0]["meaning"] for answer in answers]
    assert found == ["relay-denied", "auth-failed", "recipient-unknown"]


@pytest.mark.parametrize("arguments", [["--json"], ["--jsonl"]])
def test_text_that_is_no_unicode(arguments: list[str]) -> None:
    """Half a surrogate pair, which JSON may hold and UTF-8 may not, is written escaped."""
    text = "550 \ud800 \u00e9 User unknown"
    stdin = json.dumps({"text": text}) if arguments == ["--jsonl"] else "550 \u00e9 User unknown"

    answer = json.loads(run("explain", *arguments, stdin=stdin).stdout)

    assert answer["readings"][0]["text"] in (text, "550 \u00e9 User unknown")
    assert answer["readings"][0]["meaning"] == "recipient-unknown"


def test_bulk_says_what_a_single_text_says() -> None:
    """A line of the bulk output is the document of its text, to the letter."""
    texts = [
        RELAY,
        RELAY.replace("bob@", "otto@"),
        'xyzzy "\u00e9"',
        "250 2.0.0 Ok",
        "Cannot Send Mail",
    ]
    lines = "\n".join(json.dumps({"text": text}) for text in texts)

    bulk = run("explain", "--jsonl", stdin=lines).stdout.splitlines()

    assert bulk == [run("explain", "--json", text).stdout.strip() for text in texts]
    assert [json.loads(line)["readings"][0]["text"] for line in bulk] == texts


def test_several_processes_keep_the_order() -> None:
    """However the lines are shared out, the answers are those of one process, in order."""
    lines = "\n".join(
        json.dumps({"text": f"550 5.1.1 <bob{number}@elsewhere.test>: User unknown"})
        for number in range(1300)
    )

    shared = run("explain", "--jsonl", "--jobs", "2", stdin=lines).stdout

    assert shared == run("explain", "--jsonl", stdin=lines).stdout
    assert "<bob1299@elsewhere.test>" in shared.splitlines()[1299]


def test_answers_before_a_bad_line_are_written() -> None:
    """A line that cannot be used stops the work behind it, not before it; the fault names it."""
    lines = f"{json.dumps({'text': RELAY})}\n" * 700 + "no json\n"

    done = run("explain", "--jsonl", "--jobs", "2", stdin=lines)

    assert done.returncode == 2
    assert len(done.stdout.splitlines()) == 700
    assert "line 701 of the input is not JSON" in done.stderr


@pytest.mark.parametrize(
    ("stdin", "part"),
    [
        ('{"text": "a"}\nno json\n', "line 2"),
        ('{"txt": "a"}\n', 'line 1 of the input has no "text"'),
        ("[1]\n", "line 1"),
        ('{"text": 5}\n', "line 1"),
    ],
)
def test_bad_lines_are_named(stdin: str, part: str) -> None:
    """The line that cannot be used is named by its number."""
    done = run("explain", "--jsonl", stdin=stdin)

    assert done.returncode == 2
    assert part in done.stderr


def test_an_empty_text_is_refused() -> None:
    """There must be something to explain."""
    assert "empty" in refused("explain", "   ")
