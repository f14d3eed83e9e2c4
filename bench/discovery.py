"""How often the right servers are found from a mail domain alone, without the network.

    python -m bench.discovery FILE [--json] [--misses] [--guess]

FILE holds one provider a line: ``domains``, ``incoming`` and ``outgoing`` servers (type, host,
port, socket), optionally ``mx_match``. Each provider's first plain domain is looked up in the
bundled data. A provider without a domain is looked up by its exchanger pattern, where that is a
plain name; one with neither is not counted. Where the data has nothing, the usual names are
scored apart, as guesses; ``--guess`` scores only those, for all providers. A find is exact if
host, port and security are all equal.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mailmend.facts import PublishedServer, PublishedSettings
from mailmend.probes.common_names import common_servers
from mailmend.probes.provider_database import provider_settings

Key = tuple[str, str, int, str]
Row = dict[str, Any]

SECURITIES: dict[str | None, tuple[str, ...]] = {
    "tls": ("tls",),
    "starttls": ("starttls",),
    "plain": ("none",),
    "starttls_or_plain": ("starttls", "none"),
}
SIDES = {"outgoing": ("smtp",), "incoming": ("imap", "pop3")}


def question(row: Row) -> tuple[str, tuple[str, ...]] | None:
    """The domain to look up and its exchangers; ``None`` where a row leads to neither."""
    plain = (
        domain for domain in row["domains"] if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", domain)
    )
    domain = next(plain, None)
    if domain:
        return domain, ()
    names = (
        pattern.replace("\\.", ".").removeprefix(".*.") for pattern in row.get("mx_match") or ()
    )
    mx = tuple(name for name in names if re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", name))
    return ("customer.invalid", mx) if mx else None


def expected(row: Row, side: str, domain: str) -> set[Key]:
    """All servers that count as right for one side."""
    return {
        (
            each["type"],
            each["host"].replace("%EMAILDOMAIN%", domain).lower(),
            each["port"],
            security,
        )
        for each in row[side]
        if each["type"] in SIDES[side] and each["host"] and each["port"]
        for security in SECURITIES.get(each["socket"], ())
    }


def keys(servers: Iterable[PublishedServer], side: str) -> list[Key]:
    """The servers of one side as plain tuples, in their order."""
    return [
        (each.protocol, each.host, each.port, each.security)
        for each in servers
        if each.protocol in SIDES[side]
    ]


def scores(row: Row, guess: bool = False) -> Iterator[str]:
    """The counters one row adds to; with ``guess`` the bundled data is not looked at."""
    asked = question(row)
    if asked is None:
        return
    domain, mx = asked
    address = f"someone@{domain}"
    looked = () if guess else provider_settings(address, mx)
    facts = [fact for fact in looked if isinstance(fact, PublishedSettings)]
    found = [server for fact in facts for server in fact.servers]
    yield "providers"
    if facts:
        yield "hit"
    for side in SIDES:
        right = expected(row, side, domain)
        if not right:
            continue
        yield f"{side}: providers"
        if found:
            yield from _graded(f"{side}: data", keys(found, side), right)
        else:
            yield from _graded(f"{side}: guess", keys(common_servers(address, mx), side), right)


def _graded(name: str, given: list[Key], right: set[Key]) -> Iterator[str]:
    yield f"{name} asked"
    if given and given[0] in right:
        yield f"{name} first exact"
    if right.intersection(given):
        yield f"{name} any exact"
    if {key[:2] for key in right}.intersection(key[:2] for key in given):
        yield f"{name} host found"


def measure(rows: Iterable[Row], guess: bool = False) -> Counter[str]:
    """All counters over the rows."""
    return Counter(score for row in rows for score in scores(row, guess))


def missed(row: Row, guess: bool = False) -> list[str]:
    """The sides of a row for which no server was found exactly."""
    got = set(scores(row, guess))
    found = {score.partition(":")[0] for score in got if score.endswith("any exact")}
    return [side for side in SIDES if f"{side}: providers" in got and side not in found]


def main() -> None:
    """Print the counters, or one JSON object; ``--misses`` names what was not found exactly."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--guess", action="store_true")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.file.read_text("utf-8").splitlines() if line]
    counts = measure(rows, options.guess)
    if options.json:
        print(json.dumps(dict(sorted(counts.items()))))
        return
    for name, count in sorted(counts.items()):
        print(f"{count:5}  {name}")
    for row in rows if options.misses else ():
        for side in missed(row, options.guess):
            print(f"miss  {side}  {row['provider']}  {row['domains'][:1]}")


if __name__ == "__main__":
    main()
