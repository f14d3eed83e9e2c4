"""What the repairs of Postfix share: its files exactly as they are, and how it is reloaded."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mailmend.configs.postfix import Postfix, Service, parse_postfix, words
from mailmend.configs.postfix_edit import (
    main_value,
    one_word,
    override_value,
    set_main,
    set_override,
)
from mailmend.configs.postfix_rules import LISTS
from mailmend.facts import RestrictionTrace
from mailmend.mending.ground import Ground, edit, quoted
from mailmend.mending.plan import Plan

CHECK = "postfix check && postconf -Mf >/dev/null"
RELOAD = "postfix reload"
DAEMON = (
    'pid=$(tr -d " " <"$(postconf -h queue_directory)/pid/master.pid") && '
    'echo "$pid $(cut -d" " -f22 "/proc/$pid/stat")"'
)
PERMIT = "permit_sasl_authenticated"


@dataclass(frozen=True, slots=True)
class Files:
    """main.cf and master.cf as they were read and as they shall be, and what they mean.

    ``same_as`` are the commands of Postfix's own that amount to the edits.
    """

    postfix: Postfix
    main: str
    master: str
    main_was: str
    master_was: str
    same_as: tuple[str, ...] = ()

    def value(self, name: str, service: Service | None) -> tuple[str, bool]:
        """A setting as written, macros left in, and whether master.cf holds it."""
        span = override_value(self.master, service, name) if service else None
        if span is not None:
            return span.of(self.master), True
        found = main_value(self.main, name)
        return (found.of(self.main) if found else self.postfix.main.get(name, "")), False

    def with_main(self, name: str, value: str) -> Files:
        """The same with a setting of main.cf."""
        words = quoted("postconf", "-e", f"{name}={' '.join(value.split())}")
        main = set_main(self.main, name, value)
        return replace(self, main=main, same_as=(*self.same_as, words))

    def with_override(self, service: Service, name: str, value: str) -> Files:
        """The same with a ``-o`` setting of a service."""
        words = quoted("postconf", "-P", f"{service.name}/inet/{name}={one_word(value)}")
        master = set_override(self.master, service, name, value)
        return replace(self, master=master, same_as=(*self.same_as, words))

    def with_value(self, service: Service, name: str, value: str) -> Files:
        """The same with a setting where it stands now for that service."""
        if self.value(name, service)[1]:
            return self.with_override(service, name, value)
        return self.with_main(name, value)

    def plan(self, title: str, *risks: str, reload: str = RELOAD) -> Plan:
        """The edits as a repair. Files that stay as they are take no part."""
        pairs = (
            (self.postfix.main_file, self.main_was, self.main),
            (self.postfix.master_file, self.master_was, self.master),
        )
        edits = tuple(edit(path, was, now) for path, was, now in pairs if was != now)
        return Plan(title, edits, (), CHECK, reload, DAEMON, self.same_as, risks)


async def postfix_files(ground: Ground) -> Files | None:
    """Both files; ``None`` where either cannot be read."""
    effective = await ground.host.run("postconf", "-x")
    folder = (await ground.host.output("postconf", "-h", "config_directory") or "").strip()
    main = await ground.text(f"{folder}/main.cf")
    master = await ground.text(f"{folder}/master.cf")
    if not effective.ok or main is None or master is None:
        return None
    postfix = parse_postfix(effective.stdout, main, master, folder)
    return Files(postfix, main, master, main, master)


def service_at(files: Files, port: int) -> Service | None:
    """The service that takes mail from outside on that port."""
    return next((one for one in files.postfix.listeners() if one.port == port), None)


def refusals(ground: Ground) -> tuple[RestrictionTrace, ...]:
    """The rules that refuse people who are logged in, each port's, all by the cited rule."""
    cited = ground.cited.first(RestrictionTrace) or ground.facts.first(
        RestrictionTrace, lambda one: _refuses(one) and one.port == ground.change.port
    )
    if cited is None or not _refuses(cited):
        return ()
    return ground.facts.of(
        RestrictionTrace,
        lambda one: (
            _refuses(one)
            and (one.setting, one.rule) == (cited.setting, cited.rule)
            and (one.port != 25 or cited.port == 25)
        ),
    )


def _refuses(trace: RestrictionTrace) -> bool:
    return trace.decision in {"reject", "defer"}


NAMED: dict[str, tuple[str, ...]] = {
    "permit-authenticated-relay": ("reject_unauth_destination", "defer_unauth_destination"),
    "exempt-authenticated-from-helo-checks": (
        "reject_unknown_helo_hostname",
        "reject_invalid_helo_hostname",
        "reject_non_fqdn_helo_hostname",
    ),
    "exempt-authenticated-from-blocklists": ("reject_rbl_client", "reject_rhsbl_client"),
    "exempt-authenticated-from-client-name-checks": (
        "reject_unknown_client_hostname",
        "reject_unknown_reverse_client_hostname",
        "reject_unknown_client",
    ),
}


def named_rules(ground: Ground, files: Files) -> tuple[RestrictionTrace, ...]:
    """The rules of the kind that the change is about, where what they come to was not seen here.

    Only what was proven from outside leads here: the server's words named the kind of rule.
    """
    found = []
    for port in (465, 587):
        service = service_at(files, port)
        for setting in LISTS if service else ():
            listed = words(files.value(setting, service)[0])
            rule = next((one for one in listed if one in NAMED.get(ground.change.action, ())), "")
            if rule and PERMIT not in listed[: listed.index(rule)]:
                found.append(_trace(port, setting, rule))
    return tuple(found)


def _trace(port: int, setting: str, rule: str) -> RestrictionTrace:
    return RestrictionTrace(
        service=str(port),
        port=port,
        client="",
        sender="",
        recipient="",
        decision="reject",
        rule=rule,
        setting=setting,
    )
