"""Build the bundled provider data from its sources, which lie in tools/providers.

    python -m tools.refresh_providers                 rebuild src/mailmend/data/providers.json
    python -m tools.refresh_providers --ispdb DIR     first take the rows of a git checkout of
                                                      github.com/thunderbird/autoconfig

Commit and day of what was taken are kept in tools/providers/sources.toml and written beside the
data, with the licences and what is left out: src/mailmend/data/PROVIDERS.md.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from mailmend.wire.autoconfig_xml import AUTHENTICATION, parse_templates
from mailmend.wire.domain_names import host_name, registrable
from mailmend.wire.safe_xml import XmlRefused

HERE = Path(__file__).parent / "providers"
PUBLISHED, KNOWN, TAKEN = HERE / "published.jsonl", HERE / "known.toml", HERE / "sources.toml"
TARGET = Path(__file__).parents[1] / "src/mailmend/data/providers.json"
PAGE = TARGET.with_name("PROVIDERS.md")

Row = dict[str, Any]
Server = tuple[str, str, int, str, str | None, str | None]

SOURCES = {
    "thunderbird/autoconfig": "ispdb",
    "deltachat/provider-db": "deltachat",
    "MailCore/mailcore2": "mailcore2",
    "nodemailer/nodemailer": "nodemailer",
}
RANK = ("ispdb", "deltachat", "known", "mailcore2", "nodemailer")
SECURITY = {
    "tls": "tls",
    "starttls": "starttls",
    "starttls_or_plain": "starttls",
    "plain": "none",
}
USERNAMES = {"EMAIL": "%EMAILADDRESS%", "EMAILLOCALPART": "%EMAILLOCALPART%"}
HINTS = (
    ("no-mail-programs", r"does not offer the standard imap"),
    ("oauth-only", r"not allow using passwords"),
    ("app-password", r"app.{0,10}password|auth code"),
    ("access-switch", r"turn on imap|allow imap|enabl|aktivieren"),
    ("paid-plan", r"bezahlten accounts|paid plan"),
)
WAYS = {
    "password": "password-cleartext",
    "cram-md5": "password-encrypted",
    "ntlm": "NTLM",
    "oauth2": "OAuth2",
    "none": "none",
}
UNCHECKED = "known.toml, unchecked"
RESERVED = {"example.com", "example.org", "example.net"}


def rows_of(path: Path) -> list[Row]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def sources_taken() -> dict[str, dict[str, str]]:
    """Repository, commit, day and licence of each source."""
    return tomllib.loads(TAKEN.read_text("utf-8"))


def known_rows() -> list[Row]:
    """The providers of known.toml."""
    rows: list[Row] = tomllib.loads(KNOWN.read_text("utf-8"))["provider"]
    return rows


@cache
def compared_with() -> dict[str, str]:
    """The sources by which entries of known.toml were checked, in words, by the key used there."""
    sources: dict[str, str] = tomllib.loads(KNOWN.read_text("utf-8"))["sources"]
    return sources


@cache
def forwarding() -> tuple[str, ...]:
    """Ends of exchangers that mostly forward, of providers listed by their domain."""
    return tuple(tomllib.loads(KNOWN.read_text("utf-8"))["forwarding"])


def agreeing(key: str) -> str:
    """A source of a known entry: a page by its address, else one of ``compared_with``.

    Raises ``KeyError`` for any other word.
    """
    return key if key.startswith(("https://", "http://")) else compared_with()[key]


@cache
def left_out() -> dict[str, frozenset[str]]:
    """Domains of published rows that are known to be wrong there, by the row."""
    rows = tomllib.loads(KNOWN.read_text("utf-8"))["leave_out"]
    return {row["row"]: frozenset(row["domains"]) for row in rows}


def state(taken: Mapping[str, str]) -> str:
    """Commit and day of a source, as far as they are known."""
    words = [taken["commit"], f"of {taken['date']}" if taken["date"] else ""]
    return " ".join(filter(None, words)) or "as received"


def build(rows: Iterable[Row], known: Iterable[Row], built: str) -> Row:
    """The bundled document: providers, and where domains, brands and exchangers point."""
    published = [published_entry(row) for row in rows]
    ours = [vouched(known_entry(row), published) for row in known]
    entries = [entry for entry in (*published, *ours) if entry["servers"] or entry["hints"]]
    entries.sort(key=lambda entry: RANK.index(entry["source"]))
    states = {source: state(taken) for source, taken in sources_taken().items()}
    data: Row = {"format": 2, "built": built, "sources": states, "providers": []}
    data |= {"domains": {}, "brands": {}, "mx": {name: [] for name in forwarding()}}
    for number, entry in enumerate(entries):
        fields = ("source", "where", "name", "hints", "servers")
        data["providers"].append([entry[key] for key in fields])
        for name in entry["excluded"]:
            data["domains"].setdefault(name, [])
        for key in ("domains", "brands", "mx"):
            for name in entry[key]:
                data[key].setdefault(name, []).append(number)
    return data


def outgoing(entry: Row) -> set[Server]:
    """The SMTP servers of an entry as protocol, host, port and security."""
    return {server[:4] for server in entry["servers"] if server[0] == "smtp"}


def vouched(entry: Row, published: Iterable[Row]) -> Row:
    """The known entry, with what names its first SMTP server: its sources, and published rows."""
    first = next((server[:4] for server in entry["servers"] if server[0] == "smtp"), None)
    rows = [row["where"] for row in published if first in outgoing(row)]
    agreed = [*entry["agrees"], *rows[:2]]
    where = f"known.toml; agrees with {', '.join(agreed)}" if agreed else UNCHECKED
    return {**entry, "where": where}


def contradictions(rows: Iterable[Row], known: Iterable[Row]) -> list[str]:
    """Known entries of a published domain or exchanger with no server host in common."""
    published = [entry for entry in map(published_entry, rows) if outgoing(entry)]
    found = []
    for ours in filter(outgoing, map(known_entry, known)):
        names = {*ours["domains"], *ours["mx"]}
        rivals = [entry for entry in published if names & {*entry["domains"], *entry["mx"]}]
        hosts = {server[1] for entry in rivals for server in outgoing(entry)}
        if rivals and not hosts & {server[1] for server in outgoing(ours)}:
            found.append(f"{ours['name']}: {', '.join(entry['where'] for entry in rivals)}")
    return found


def published_entry(row: Row) -> Row:
    """One row of the published lists, in the form of the bundle."""
    domains = [domain.lower() for domain in row["domains"] if domain not in RESERVED]
    each = [*row["incoming"], *row["outgoing"]]
    name, day = row["source"].split()[1], row.get("checked")
    wrong = left_out().get(name, frozenset())
    brands = (re.fullmatch(r"([a-z0-9-]+)\.\.\*", domain) for domain in domains)
    return {
        "source": SOURCES[row["source"].split()[0]],
        "where": f"{name}, checked {day}" if day else name,
        "name": row["provider"],
        "hints": hints_of(row),
        "servers": [found for server in each for found in servers(server)],
        "domains": [one for domain in domains for one in usable_domain(domain) if one not in wrong],
        "excluded": [name.replace("\\.", ".") for name in row.get("domain_exclude") or []],
        "brands": [brand[1] for brand in brands if brand],
        "mx": sorted({name for mx in row.get("mx_match") or [] for name in exchanger_end(mx)}),
    }


def usable_domain(domain: str) -> list[str]:
    """The domain where it belongs to one owner; ``*.domain`` is kept as written."""
    bare = domain.removeprefix("*.")
    return [domain] if host_name(bare) == bare and registrable(bare) else []


def exchanger_end(pattern: str) -> list[str]:
    """The end of the exchanger names a pattern describes; a pattern with choices is left out."""
    plain = pattern.replace("\\.", ".")
    name = plain.removeprefix(".*.") if plain.startswith(".*.") else plain.partition(".")[2]
    name = name if registrable(name) else plain
    return [name] if host_name(name) == name and registrable(name) else []


def hints_of(row: Row) -> list[str]:
    """The project's words for what the provider asks for first."""
    if row.get("status") not in {"PREPARATION", "BROKEN"}:
        return []
    text = " ".join((row["hint"] or "").lower().split())
    found = [word for word, pattern in HINTS if re.search(pattern, text)]
    return found[:1] if found[:1] in (["no-mail-programs"], ["oauth-only"]) else found


def servers(each: Row) -> Iterator[Server]:
    """One server of a row; other protocols than mail's and hosts without a name are left out."""
    if each["type"] not in {"smtp", "imap", "pop3"} or not each["host"] or not each["port"]:
        return
    ways = [AUTHENTICATION.get(way.lower()) for way in each["auth"]]
    way = "password" if "password" in ways else next((way for way in ways if way), None)
    host = each["host"].lower().replace("%emaildomain%", "%EMAILDOMAIN%")
    name = USERNAMES.get(str(each["username"]).upper(), each["username"])
    if host_name(host.replace("%EMAILDOMAIN%", "a.test")) is None:
        return
    yield each["type"], host, each["port"], SECURITY[each["socket"]], name, way


def known_entry(row: Row) -> Row:
    """One provider of known.toml, in the form of the bundle."""
    found: list[Server] = []
    for protocol in ("imap", "pop3", "smtp"):
        name = row.get(f"{protocol}_username") or row.get("username", "%EMAILADDRESS%") or None
        for text in row.get(protocol, ()):
            host, _, rest = text.partition(":")
            port, _, security = rest.partition("/")
            found.append((protocol, host, int(port), security, name, row.get("authentication")))
    return {
        "source": "known",
        "where": KNOWN.name,
        "agrees": [agreeing(key) for key in row.get("agrees", ())],
        "name": row["name"],
        "hints": row.get("hints", []),
        "servers": found,
        "domains": row.get("domains", []),
        "excluded": [],
        "brands": [],
        "mx": row.get("mx", []),
    }


def ispdb_rows(folder: Path) -> Iterator[Row]:
    """Rows read from the XML files of an ISPDB checkout."""
    for path in sorted(folder.iterdir()):
        try:
            config = parse_templates(path.read_bytes())
        except XmlRefused as refusal:
            print(f"left out: {path.name}: {refusal}")
            continue
        each = [
            {
                "type": server.protocol,
                "host": server.host,
                "port": server.port,
                "socket": {"none": "plain"}.get(server.security, server.security),
                "auth": [WAYS[server.authentication]] if server.authentication else [],
                "username": server.username,
            }
            for server in config.servers
        ]
        yield {
            "source": f"thunderbird/autoconfig ispdb/{path.name}",
            "licence": "MPL-2.0",
            "provider": config.provider,
            "domains": list(config.domains),
            "incoming": [server for server in each if server["type"] != "smtp"],
            "outgoing": [server for server in each if server["type"] == "smtp"],
            "hint": None,
            "status": None,
        }


def take_ispdb(checkout: Path) -> None:
    """Replace the ISPDB rows of the published list by those of a checkout, and note its state."""
    folder = checkout / "ispdb" if (checkout / "ispdb").is_dir() else checkout
    argv = ("git", "-C", str(folder), "log", "-1", "--format=%h %cs")
    commit, day = subprocess.run(argv, check=True, capture_output=True, text=True).stdout.split()
    kept = [row for row in rows_of(PUBLISHED) if not row["source"].startswith("thunderbird/")]
    rows = [*kept, *ispdb_rows(folder)]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    PUBLISHED.write_text(text, "utf-8")
    TAKEN.write_text(noted(TAKEN.read_text("utf-8"), "ispdb", commit, day), "utf-8")


def noted(text: str, source: str, commit: str, day: str) -> str:
    """sources.toml with the state of one source."""
    head, title, rest = text.partition(f"[{source}]\n")
    rest = re.sub(r'(?m)^commit = ".*"$', f'commit = "{commit}"', rest, count=1)
    rest = re.sub(r'(?m)^date = ".*"$', f'date = "{day}"', rest, count=1)
    return head + title + rest


def page(text: str) -> str:
    """PROVIDERS.md with the table of the sources as they are now."""
    lines = ["| source | what | state | licence |", "|---|---|---|---|"]
    lines += [
        f"| `{source}` | {taken['repository']}, {taken['what']} | {state(taken)} "
        f"| {taken['licence']} |"
        for source, taken in sources_taken().items()
    ]
    return re.sub(r"(?m)^\| source (?:.*\n\|)*.*$", "\n".join(lines), text, count=1)


def main() -> None:
    """Rebuild the bundle and its page, and say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--ispdb", type=Path, metavar="DIR")
    parser.add_argument("--date", default=datetime.now(UTC).date().isoformat())
    options = parser.parse_args()
    if options.ispdb:
        take_ispdb(options.ispdb)
    rows, known = rows_of(PUBLISHED), known_rows()
    for line in contradictions(rows, known):
        print(f"known.toml differs from what is published; check it: {line}")
    data = build(rows, known, options.date)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
    counts = {key: len(value) for key, value in data.items() if isinstance(value, list | dict)}
    print(f"{TARGET.name}: {counts}, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
