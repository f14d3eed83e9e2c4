"""What the readers share: one account found in a file, and the choice among several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mailmend.case import InputError, printable
from mailmend.facts import Reported

Settings = Mapping[str, object]
MAX_LISTED = 10


@dataclass(frozen=True, slots=True)
class Account:
    """One mail account of a file.

    ``address`` is ``None`` where the file leaves it open; ``settings`` has the form of a case
    file; ``facts`` are what the file says beyond that form.
    """

    address: str | None
    settings: Settings
    facts: tuple[Reported, ...] = ()


def choose(accounts: Sequence[Account], address: str | None, what: str) -> Account:
    """The account for ``address``, or the only one. Raises ``InputError`` naming what there is."""
    if address is None:
        if len(accounts) == 1:
            return accounts[0]
        raise InputError(f"{what} holds several accounts: {_listed(accounts)}; give the address")
    wanted = address.strip().lower()
    named = [account for account in accounts if (account.address or "").lower() == wanted]
    open_ = [account for account in accounts if account.address is None]
    found = named or open_
    if not found:
        raise InputError(f"{what} has no account {printable(wanted)}; it has {_listed(accounts)}")
    if len(found) > 1:
        raise InputError(f"{what} holds {len(found)} accounts that could be {printable(wanted)}")
    return found[0]


def _listed(accounts: Sequence[Account]) -> str:
    names = [printable(account.address or "an account without address") for account in accounts]
    more = f" and {len(names) - MAX_LISTED} more" if len(names) > MAX_LISTED else ""
    return ", ".join(names[:MAX_LISTED]) + more


def present(table: Mapping[str, object]) -> dict[str, object]:
    """The settings without those that are not known."""
    return {key: value for key, value in table.items() if value is not None}


def said(table: str, values: Mapping[str, object], source: str) -> Iterator[Reported]:
    """Each setting as a fact whose source is the file."""
    for key, value in values.items():
        if isinstance(value, str | int):
            yield Reported(field=f"{table}.{key}", value=value, source=source)


def account(
    address: str | None,
    app: str | None,
    incoming: Mapping[str, object],
    outgoing: Mapping[str, object],
    source: str,
) -> Account:
    """An account of these settings, each of them also a fact of that source."""
    settings: dict[str, object] = {
        "device": present({"app": app}),
        "incoming": present(incoming),
        "outgoing": present(outgoing),
    }
    facts = (*said("incoming", incoming, source), *said("outgoing", outgoing, source))
    return Account(address, settings, facts)
