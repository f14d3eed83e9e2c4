"""How fast error texts are read, beside Sisimai's reason matcher on the same texts.

    python -m bench.explain_speed [--sisimai LIB] [--rounds N] [FILE ...]

One core, one process at a time, processor time, the median of the rounds, each over all texts (one
a line in FILE; without a file the replies of the fixtures). Four states of the reader are told
apart:

- nothing known: only the tables are compiled; every word and every wording is new;
- wording new: words seen before, in wordings that were not;
- names new: wordings seen before, with other addresses, hosts and numbers in them;
- text seen: the same texts again.

`LIB` is the `lib` folder of p5-sisimai; its matcher reads every text in every round, with its
patterns compiled in a round before. The command line is measured with JSON read and written.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.explain import FIXTURES, load
from mailmend.errors import explain
from mailmend.errors.explain import forget, forget_readings

COMMAND_TEXTS = 50_000
MATCHER = """
use Sisimai::Reason; use Time::HiRes 'clock';
my $rounds = shift; my @texts = <STDIN>; chomp @texts;
for my $round (0 .. $rounds) {
    my $began = clock; my $hits = 0;
    for my $text (@texts) { my $r = Sisimai::Reason->match($text); $hits++ if $r }
    printf("%.6f %d\\n", clock() - $began, $hits) if $round;
}
"""
_ADDRESS = re.compile(r"[\w.+=~-]+@[\w.-]*\w")
_IP = re.compile(r"\b\d{1,3}(?:\.\d{1,3}){3}\b")


def renamed(text: str, dice: random.Random) -> str:
    """`text` about other people and machines."""

    def word(_: object = None) -> str:
        return "".join(dice.choices("abcdefghijklmnoprstuvw", k=dice.randint(4, 9)))

    text = _ADDRESS.sub(lambda _: f"{word()}@{word()}.{word()[:2]}", text)
    return _IP.sub(lambda _: ".".join(str(dice.randint(1, 254)) for _ in range(4)), text)


def rate(texts: Sequence[str], before: Callable[[], object], rounds: int) -> float:
    """Texts a second, the median of the rounds, each after a call of `before`."""
    found = []
    for _ in range(rounds):
        before()
        began = time.process_time()
        for text in texts:
            explain(text)
        found.append(len(texts) / (time.process_time() - began))
    return statistics.median(found)


def rate_renamed(texts: Sequence[str], rounds: int) -> float:
    """Texts a second where every round speaks of people and machines not heard of before."""
    dice = random.Random(1)  # noqa: S311 - names for a measurement
    return statistics.median(
        rate([renamed(text, dice) for text in texts], lambda: None, 1) for _ in range(rounds)
    )


def sisimai(library: Path, texts: Sequence[str], rounds: int) -> float:
    """Texts a second of Sisimai's reason matcher."""
    done = subprocess.run(
        ["perl", "-I", str(library), "-e", MATCHER, str(rounds)],
        input="\n".join(" ".join(text.split()) for text in texts),
        capture_output=True,
        text=True,
        check=True,
    )
    seconds = [float(line.split()[0]) for line in done.stdout.splitlines()]
    return statistics.median(len(texts) / each for each in seconds)


def command(texts: Sequence[str]) -> float:
    """Texts a second of processor time of the whole command, start and JSON included."""
    dice = random.Random(2)  # noqa: S311 - names for a measurement
    rows = [
        json.dumps({"text": renamed(texts[number % len(texts)], dice)}, ensure_ascii=False)
        for number in range(COMMAND_TEXTS)
    ]
    began = _spent()
    done = subprocess.run(
        [sys.executable, "-m", "mailmend.apps.cli", "explain", "--jsonl"],
        input="\n".join(rows).encode(),
        stdout=subprocess.PIPE,
        check=True,
    )
    assert done.stdout.count(b"\n") == COMMAND_TEXTS
    return COMMAND_TEXTS / (_spent() - began)


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def texts_of(files: Sequence[Path]) -> list[str]:
    """The different texts of the files, or those of the fixtures."""
    if not files:
        return list(dict.fromkeys(row.text for row in load(FIXTURES / "replies.jsonl")))
    lines = [line for path in files for line in path.read_text("utf-8", "replace").splitlines()]
    return list(dict.fromkeys(line for line in lines if line.strip()))


def main() -> None:
    """Measure and print one line a state."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--sisimai", type=Path, metavar="LIB")
    options = parser.parse_args()
    texts = texts_of(options.files)
    print(f"{len(texts)} texts of {statistics.mean(map(len, texts)):.0f} characters on average")
    for text in texts:
        explain(text)
    peer = sisimai(options.sisimai, texts, options.rounds) if options.sisimai else None
    if peer:
        print(f"{'sisimai':16} {peer:12,.0f} a second")
    for state, found in (
        ("nothing known", rate(texts, forget, options.rounds)),
        ("wording new", rate(texts, forget_readings, options.rounds)),
        ("names new", rate_renamed(texts, options.rounds)),
        ("text seen", rate(texts, lambda: None, options.rounds)),
        ("command, JSON", command(texts)),
    ):
        print(f"{state:16} {found:12,.0f} a second" + (f"  {found / peer:6.1f} x" if peer else ""))


if __name__ == "__main__":
    main()
