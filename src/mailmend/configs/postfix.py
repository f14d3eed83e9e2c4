"""Postfix's configuration: main.cf, master.cf, and what is in force for one service."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

MAX_LINES = 20_000
MAX_DEPTH = 8
PORTS = {
    "smtp": 25,
    "submission": 587,
    "submissions": 465,
    "smtps": 465,
    "urd": 465,
    "ssmtp": 465,
}
_MACRO = re.compile(r"\$(?:\{(\w+)\}|\((\w+)\)|(\w+))")
_BRACED = re.compile(r"-o\s*\{\s*(\w+)\s*=\s*([^{}]*?)\s*\}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a setting stands; line 0 where the file does not hold it."""

    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Service:
    """One ``inet`` line of master.cf; ``overrides`` are its ``-o`` settings, with their lines.

    ``jailed``: it runs in a changed root, the queue's folder (master(5)).
    """

    name: str
    command: str
    line: int
    overrides: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    jailed: bool = False

    @property
    def port(self) -> int | None:
        """The TCP port; ``None`` for a name that is not one of mail."""
        name = self.name.rpartition(":")[2]
        return int(name) if name.isdigit() and len(name) <= 5 else PORTS.get(name)

    @property
    def loopback(self) -> bool:
        """Whether only the server itself can reach it."""
        return self.name.startswith(("127.", "localhost:", "[::1]", "::1"))


@dataclass(frozen=True, slots=True)
class Postfix:
    """The settings in force, the services, and the lines they stand on.

    ``commented`` are the lines of services that master.cf holds as comments, by name. ``inner`` are
    the services that Postfix itself uses, as ``unix`` lines: command and line, by name.
    """

    main: Mapping[str, str]
    main_lines: Mapping[str, int]
    services: tuple[Service, ...]
    commented: Mapping[str, int]
    main_file: str = "main.cf"
    master_file: str = "master.cf"
    main_text: str = ""
    master_text: str = ""
    inner: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def value(self, name: str, service: Service | None = None) -> str:
        """What is in force for that setting, with ``$name`` put in; empty where not set."""
        if service is not None and name in service.overrides:
            return self._expanded(service.overrides[name], service, MAX_DEPTH)
        return self._expanded(self.main.get(name, ""), service, MAX_DEPTH)

    def flag(self, name: str, service: Service | None = None) -> bool:
        """Whether a yes/no setting is on."""
        return self.value(name, service).strip().lower() == "yes"

    def place(self, name: str, service: Service | None = None) -> Place:
        """Where the setting in force stands."""
        if service is not None and name in service.overrides:
            return Place(self.master_file, service.lines.get(name, service.line))
        return Place(self.main_file, self.main_lines.get(name, 0))

    def rule_place(self, name: str, service: Service, rule: str) -> Place:
        """Where a rule stands within the list of that setting, or within a class of rules.

        The line on which the setting begins where the rule is not found by its words.
        """
        classes = words(self.value("smtpd_restriction_classes", service))
        for setting in (name, *self._named_in(name, service), *classes):
            place = self.place(setting, service)
            text = self.main_text if place.file == self.main_file else self.master_text
            found = _line_in(text.split("\n")[:MAX_LINES], place.line, rule)
            if found:
                return Place(place.file, found)
        return self.place(name, service)

    def _named_in(self, name: str, service: Service) -> tuple[str, ...]:
        """The settings that a setting takes in by ``$name``."""
        raw = service.overrides.get(name) or parse_main(self.main_text)[0].get(name, "")
        return tuple(one[1] or one[2] or one[3] for one in _MACRO.finditer(raw))

    def mistyped(self, name: str, service: Service) -> str:
        """A ``-o`` setting that Postfix does not know and that is nearly this one; else empty."""
        unknown = [one for one in service.overrides if one not in self.main]
        return next(iter(get_close_matches(name, unknown, 1, 0.9)), "") if self.main else ""

    def commented_inner(self, name: str) -> int:
        """The line of master.cf that holds a service on a socket file as a comment; 0 for none."""
        wanted = re.compile(rf"#\s*{re.escape(name)}\s+(?:unix|fifo)\s")
        lines = enumerate(self.master_text.split("\n")[:MAX_LINES], 1)
        return next((number for number, line in lines if wanted.match(line)), 0)

    def listeners(self) -> tuple[Service, ...]:
        """The services that take mail from outside, postscreen's included."""
        return tuple(
            one
            for one in self.services
            if one.command in {"smtpd", "postscreen"} and one.port and not one.loopback
        )

    def _expanded(self, text: str, service: Service | None, depth: int) -> str:
        if depth == 0 or "$" not in text:
            return text

        def put_in(found: re.Match[str]) -> str:
            name = found[1] or found[2] or found[3]
            own = service.overrides.get(name) if service else None
            value = own if own is not None else self.main.get(name)
            return found[0] if value is None else self._expanded(value, service, depth - 1)

        return _MACRO.sub(put_in, text)[:65536]


def parse_postfix(
    effective: str, main: str, master: str, folder: str = "/etc/postfix", *, exact: bool = True
) -> Postfix:
    """The configuration from ``postconf -x``, main.cf and master.cf, each perhaps empty.

    ``exact``: ``master`` is the file's own text, so that its line numbers hold.
    """
    own, lines = parse_main(main)
    services, commented = parse_master(master)
    return Postfix(
        main=_settings(effective) or own,
        main_lines=lines,
        services=services,
        commented=commented if exact else {},
        main_file=f"{folder}/main.cf",
        master_file=f"{folder}/master.cf" if exact else "",
        main_text=main,
        master_text=master if exact else "",
        inner=parse_inner(master),
    )


def _line_in(lines: list[str], start: int, rule: str) -> int:
    """The line from ``start`` on, of that setting, that holds the rule; 0 for none."""
    wanted = re.compile(rf"(?<![\w-]){re.escape(rule.partition(' ')[0])}(?![\w-])")
    argument = rule.partition(" ")[2]
    for number in range(start, len(lines) + 1) if start else ():
        line = lines[number - 1]
        if number > start and line.strip() and line[0] not in " \t#":
            break
        if not line.lstrip().startswith("#") and wanted.search(line) and argument in line:
            return number
    return 0


def parse_main(text: str) -> tuple[dict[str, str], dict[str, int]]:
    """The settings of main.cf and the line each begins on; the last of two wins (postconf(5))."""
    values, lines = {}, {}
    for number, logical in logical_lines(text):
        name, equals, value = logical.partition("=")
        if equals:
            values[name.strip()] = value.strip()
            lines[name.strip()] = number
    return values, lines


def logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines with their continuations, comments left out (postconf(5), master(5))."""
    start, parts = 0, list[str]()
    for number, line in enumerate(text.split("\n")[:MAX_LINES], 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if line[0] in " \t":
            parts.append(line.strip())
            continue
        if parts and start:
            yield start, " ".join(parts)
        start, parts = number, [line.strip()]
    if parts and start:
        yield start, " ".join(parts)


def parse_master(text: str) -> tuple[tuple[Service, ...], dict[str, int]]:
    """The ``inet`` services of master.cf, and the lines of those that are comments."""
    lines = text.split("\n")[:MAX_LINES]
    services = []
    for number, logical in logical_lines(text):
        words = logical.split(None, 7)
        if len(words) == 8 and words[1] == "inet":
            command, _, arguments = words[7].partition(" ")
            overrides = _overrides(arguments)
            places = {name: _override_line(lines, number, name) for name in overrides}
            jailed = words[4] == "y"
            services.append(Service(words[0], command, number, overrides, places, jailed))
    return tuple(services), _commented(lines)


def parse_inner(text: str) -> dict[str, tuple[str, int]]:
    """The command and line of each service on a socket file (master(5)), transports included."""
    found = {}
    for number, logical in logical_lines(text):
        words = logical.split(None, 7)
        if len(words) > 7 and words[1] in {"unix", "unix-dgram", "fifo"}:
            found[words[0]] = words[7], number
    return found


def _overrides(arguments: str) -> dict[str, str]:
    found = {match[1]: match[2] for match in _BRACED.finditer(arguments)}
    words = _BRACED.sub(" ", arguments).split()
    for number, word in enumerate(words):
        setting = word[2:] if word.startswith("-o") else ""
        if word == "-o" and number + 1 < len(words):
            setting = words[number + 1]
        name, equals, value = setting.partition("=")
        if equals:
            found[name] = value
    return found


def _override_line(lines: list[str], start: int, name: str) -> int:
    wanted = re.compile(rf"-o\s*\{{?\s*{re.escape(name)}\s*=")
    for number in range(start, min(start + 200, len(lines) + 1)):
        line = lines[number - 1]
        if number > start and line.strip() and line[0] not in " \t#":
            break
        if not line.lstrip().startswith("#") and wanted.search(line):
            return number
    return start


def _commented(lines: list[str]) -> dict[str, int]:
    pattern = re.compile(r"#\s*(\S{1,64})\s+inet\s+\S+\s+\S+\s+\S+\s+\S+\s+\S+\s+smtpd\b")
    found: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        match = pattern.match(line[:500])
        if match:
            found.setdefault(match[1], number)
    return found


def _settings(effective: str) -> dict[str, str]:
    pairs = (line.partition(" = ") for line in effective.split("\n")[:MAX_LINES])
    cut = ((name, equals or name.endswith(" ="), value) for name, equals, value in pairs)
    return {name.removesuffix(" ="): value.strip() for name, found, value in cut if found}


def words(text: str) -> tuple[str, ...]:
    """The members of a list setting, split at commas and blanks outside ``{ }`` (postconf(5))."""
    found = re.findall(r"\{[^{}]*\}|[^\s,{}]+", text[:65536])
    return tuple(found)


def offers_login(postfix: Postfix, service: Service) -> bool:
    """Whether the service announces AUTH to strangers' networks."""
    return not login_hindrance(postfix, service)


def login_hindrance(
    postfix: Postfix, service: Service, mechanisms: frozenset[str] = frozenset()
) -> str:
    """The setting that keeps AUTH from being announced; empty where it is.

    ``mechanisms`` are those of the login service in lower case, none where they are not known.
    """
    if not postfix.flag("smtpd_sasl_auth_enable", service):
        return postfix.mistyped("smtpd_sasl_auth_enable", service) or "smtpd_sasl_auth_enable"
    discarded = words(postfix.value("smtpd_discard_ehlo_keywords", service).lower())
    if "auth" in discarded:
        return "smtpd_discard_ehlo_keywords"
    barred = words(postfix.value("smtpd_sasl_tls_security_options", service).lower())
    in_clear = mechanisms and mechanisms <= {"plain", "login"}
    return "smtpd_sasl_tls_security_options" if in_clear and "noplaintext" in barred else ""
