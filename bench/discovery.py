"""How often the right servers are found from a mail domain alone, without the network.

    python -m bench.discovery [FILE] [--json] [--misses] [--guess] [--held-out]

FILE (else the published rows of which the bundled data is built) holds one provider a line:
``domains``, ``incoming`` and ``outgoing`` servers (type, host, port, socket), optionally
``mx_match``. Each provider's first plain domain is looked up in the bundled data. A provider
without a domain is looked up by its exchanger pattern, where that is a plain name; one with neither
is not counted. Where the data has nothing, the usual names are scored apart, as guesses;
``--guess`` scores only those, for all providers. A find is exact if host, port and security are all
equal. What is told of the provider (an app password, a switch to turn on) is scored apart.

Many of FILE's rows may be in the bundled data themselves. ``--held-out`` shows how it generalises:
providers are cut in two halves by a hash of their name, and each half is asked of data built of the
other half and of known.toml alone. ``a domain``, ``an exchanger``, ``a wildcard or brand`` tell by
what a row was found.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from mailmend.facts import PublishedServer, PublishedSettings
from mailmend.probes.common_names import common_servers
from mailmend.probes.provider_database import HINTS, ProviderData, bundled, provider_settings
from mailmend.wire.domain_names import registrable
from tools.refresh_providers import PUBLISHED, SOURCES, build, hints_of, known_rows, rows_of

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


def family(row: Row) -> str:
    """The name by which rows of one provider go together: the owner of its outgoing host."""
    hosts = [each["host"] for each in row["outgoing"] if each["host"]]
    names = [host.lower() for host in (*hosts, *row["domains"]) if "%" not in host]
    owners = filter(None, (registrable(name.removeprefix("*.")) for name in names))
    return next(owners, row["provider"])


def half(row: Row) -> int:
    """0 or 1, the same for every row of a provider, whatever the file."""
    return hashlib.sha256(family(row).encode()).digest()[0] % 2


def without(number: int) -> ProviderData:
    """The data as it would be without the providers of one half; what is known stays."""
    rows = [row for row in rows_of(PUBLISHED) if half(row) != number]
    document: Any = build(rows, known_rows(), "held out")
    return ProviderData(document)


def scores(row: Row, data: ProviderData | None) -> Iterator[str]:
    """The counters one row adds to; without ``data`` only the usual names are looked at."""
    asked = question(row)
    if asked is None:
        return
    domain, mx = asked
    address = f"someone@{domain}"
    looked = provider_settings(address, mx, data=data) if data else ()
    facts = [fact for fact in looked if isinstance(fact, PublishedSettings)]
    found = [server for fact in facts for server in fact.servers]
    yield "providers"
    if data and facts:
        yield f"hit by {_way(domain, mx, data)}"
    if data:
        yield from _hinted(row, facts)
    for side in SIDES:
        right = expected(row, side, domain)
        if not right:
            continue
        yield f"{side}: providers"
        if found:
            yield from _graded(f"{side}: data", keys(found, side), right)
        else:
            yield from _graded(f"{side}: guess", keys(common_servers(address, mx), side), right)


def _way(domain: str, mx: tuple[str, ...], data: ProviderData) -> str:
    if mx:
        return "an exchanger"
    return "a domain" if data.bundle["domains"].get(domain) else "a wildcard or brand"


def _hinted(row: Row, facts: list[PublishedSettings]) -> Iterator[str]:
    """Whether what the row says must be done first is said."""
    wanted = hints_of(row) if row["source"].split()[0] in SOURCES else []
    said = " ".join(fact.hint for fact in facts)
    for word in wanted:
        yield f"hint {word}: providers"
        if HINTS[word] in said:
            yield f"hint {word}: said"


def _graded(name: str, given: list[Key], right: set[Key]) -> Iterator[str]:
    yield f"{name} asked"
    if given and given[0] in right:
        yield f"{name} first exact"
    if right.intersection(given):
        yield f"{name} any exact"
    if {key[:2] for key in right}.intersection(key[:2] for key in given):
        yield f"{name} host found"


def measure(rows: Iterable[Row], data: ProviderData | None) -> Counter[str]:
    """All counters over the rows."""
    return Counter(score for row in rows for score in scores(row, data))


def missed(row: Row, data: ProviderData | None) -> list[str]:
    """The sides of a row for which no server was found exactly."""
    got = set(scores(row, data))
    found = {score.partition(":")[0] for score in got if score.endswith("any exact")}
    return [side for side in SIDES if f"{side}: providers" in got and side not in found]


def _parts(rows: list[Row], options: argparse.Namespace) -> list[tuple[list[Row], Any]]:
    """The rows, each with the data that they are asked of."""
    if options.guess:
        return [(rows, None)]
    if not options.held_out:
        return [(rows, bundled())]
    return [([row for row in rows if half(row) == number], without(number)) for number in (0, 1)]


def main() -> None:
    """Print the counters, or one JSON object; ``--misses`` names what was not found exactly."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path, nargs="?", default=PUBLISHED)
    for name in ("json", "misses", "guess", "held-out"):
        parser.add_argument(f"--{name}", action="store_true")
    options = parser.parse_args()
    parts = _parts(rows_of(options.file), options)
    counts = sum((measure(rows, data) for rows, data in parts), Counter[str]())
    if options.json:
        print(json.dumps(dict(sorted(counts.items()))))
        return
    for name, count in sorted(counts.items()):
        print(f"{count:5}  {name}")
    for rows, data in parts if options.misses else ():
        for row in rows:
            for side in missed(row, data):
                print(f"miss  {side}  {row['provider']}  {row['domains'][:1]}")


if __name__ == "__main__":
    main()
