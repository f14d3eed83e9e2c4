"""The mailbox as the server's login service knows it: there, barred, full; its password on consent.

No password leaves the server: of what ``doveadm`` prints only named fields are passed on there.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mailmend.configs.doveadm import Lookup, fields, login_allowed, lookup, quota
from mailmend.configs.dovecot import deny_lists, parse_dovecot
from mailmend.configs.postfix import Place
from mailmend.facts import Fact, Helper, NotObserved, ServerAccount, ServerFile
from mailmend.facts.server_state import Bar
from mailmend.probes.server.aliases import leads_on
from mailmend.probes.server.host import MISSING, Host, View
from mailmend.secret import Secret

NO_USER = 67
_SHOWN = r"^passdb|doesn't exist|^  (user|nologin|reason|allow_nets|proxy|host)( |$)"
_LINE = r"""{ if (index($0, ENVIRON["WHO"] ":") == 1) {
  print FNR "\tline"
  n = split("nologin allow_nets", names, " ")
  for (i = 1; i <= n; i++) if (match($0, "[ :]" names[i] "(=[^ \t]*)?")) print FNR "\t" names[i]
} }"""
_NAME = re.compile(r"[A-Za-z0-9._%+@=-]{1,254}")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the login service says of one name, to send and to read from the client's address."""

    name: str
    user: bool | None
    plain: Lookup
    sending: Lookup
    reading: Lookup
    fields: dict[str, str]

    @property
    def there(self) -> bool:
        """Whether anything knows it."""
        return self.user is True or "there" in {self.plain, self.sending, self.reading}


async def observe_account(
    host: Host, view: View, secret: Secret | None, seen: Sequence[Fact]
) -> list[Fact]:
    """The account of the mailbox in Dovecot; nothing where there is no Dovecot or no mailbox."""
    names = [one for one in _names(view) if _NAME.fullmatch(one)]
    if not names:
        return []
    if any(isinstance(one, Helper) and one.role == "login" and one.trouble for one in seen):
        return [NotObserved(what="server-account", target="doveadm", why="logins cannot be asked")]
    asked: list[_Asked] = []
    for name in names:
        user = await host.silently("doveadm", "user", name)
        if user.status == MISSING:
            return []
        if user.status is None:
            return [NotObserved(what="server-account", target="doveadm", why=user.stderr[:200])]
        asked.append(await _ask(host, view, name, user.status))
        if asked[-1].there:
            break
    found = asked[-1] if asked[-1].there else asked[0]
    if not found.there and found.plain == "untold":
        return [NotObserved(what="server-account", target="doveadm", why="it gave no answer")]
    files = [
        one.path
        for one in seen
        if isinstance(one, ServerFile) and one.role == "accounts" and not one.problem
    ]
    if not found.there and await leads_on(host, view.address, seen):
        return []
    return [await _account(host, view, secret, found, files)]


def _names(view: View) -> Iterator[str]:
    """The address, then what else may be the login's name."""
    if view.address:
        local = view.address.rpartition("@")[0]
        yield from dict.fromkeys((view.address, view.login, local))


async def _ask(host: Host, view: View, name: str, status: int | None) -> _Asked:
    at = ("-x", f"rip={view.client}") if view.client else ()
    plain, sending = await asyncio.gather(
        _lookup(host, name), _lookup(host, name, "-x", "service=smtp", *at)
    )
    reading = sending
    if lookup(sending) != "there":
        reading = await _lookup(host, name, "-x", "service=imap", *at)
    return _Asked(
        name,
        {0: True, NO_USER: False}.get(-1 if status is None else status),
        lookup(plain),
        lookup(sending),
        lookup(reading),
        fields(sending),
    )


async def _lookup(host: Host, name: str, *options: str) -> str:
    result = await host.fitting(_SHOWN, "doveadm", "auth", "lookup", *options, name)
    return result.stdout + result.stderr


async def _account(
    host: Host, view: View, secret: Secret | None, found: _Asked, files: Sequence[str]
) -> ServerAccount:
    marks, place = await _marks(host, found.name, files)
    bar, setting = _bar(found, marks), ""
    if not found.there and marks and not bar:
        denied = await _denied(host, found.name)
        bar, setting = ("disabled", "deny") if denied else ("lookup", "passdb")
        place = denied or place
    known: bool | None = found.there or bool(marks)
    if not known and (found.plain != "missing" or found.user is not False):
        known = None
    password = None
    if secret is not None and known and not bar:
        password = await _test(host, view, secret, found.name)
    used = quota(await host.output("doveadm", "-f", "flow", "quota", "get", "-u", found.name) or "")
    return ServerAccount(
        source="doveadm auth lookup",
        software="dovecot",
        setting=setting or {"disabled": "nologin", "network": "allow_nets"}.get(bar, ""),
        file=place.file if bar else "",
        line=place.line if bar else 0,
        address=found.name,
        known=known,
        bar=bar,
        reason=found.fields.get("reason", "")[:200],
        password=password,
        used=used[0] if used else None,
        limit=used[1] if used else None,
    )


def _bar(found: _Asked, marks: dict[str, int]) -> Bar:
    """What keeps the account from sending. A list of networks bars every lookup without one.

    ``nologin`` with a host refers the login to another server and bars nothing.
    """
    if found.sending == "there":
        return "disabled" if "nologin" in found.fields and "host" not in found.fields else ""
    if found.sending == "missing" and found.reading == "there":
        return "service"
    return "network" if "allow_nets" in marks else ""


async def _marks(host: Host, name: str, files: Sequence[str]) -> tuple[dict[str, int], Place]:
    """The account's ``line`` in a password file and its named fields, and where that is."""
    for path in files[:10]:
        text = await host.output("env", f"WHO={name}", "awk", _LINE, path)
        rows = [row.split("\t") for row in (text or "").splitlines()[:20]]
        marks = {row[1]: int(row[0]) for row in rows if len(row) == 2 and row[0].isdigit()}
        if marks:
            return marks, Place(path, min(marks.values()))
    return {}, Place()


async def _denied(host: Host, name: str) -> Place | None:
    """The line of a list of those who may not log in (a passdb with ``deny = yes``)."""
    root = parse_dovecot(await host.output("doveconf", "-n") or "")
    for path in deny_lists(root):
        found = await host.run("grep", "-nE", "-m1", "--", rf"^{re.escape(name)}(:|$)", path)
        number = found.stdout.partition(":")[0]
        if number.isdigit():
            return Place(path, int(number))
    return None


async def _test(host: Host, view: View, secret: Secret, name: str) -> bool | None:
    """One trial; the password goes in by standard input and is in no process list."""
    at = ("-x", f"rip={view.client}") if view.client else ()
    result = await host.give(secret, "doveadm", "auth", "test", "-x", "service=smtp", *at, name)
    return login_allowed(result.stdout + result.stderr)
