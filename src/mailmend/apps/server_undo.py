"""``mailmend server undo``: bring back what an earlier repair found, or list the repairs."""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import dataclass
from typing import Any

import click

from mailmend.apps.server_target import LOCAL, logged_in, who_am_i
from mailmend.case import InputError, printable
from mailmend.io.agent_program import agent_program
from mailmend.mending.agent import Agent, NoHand, Said
from mailmend.mending.plan import Edit
from mailmend.mending.unpack import is_id, undo_members
from mailmend.world import ShellLost

SCHEMA = "mailmend.server-undo/1"
MAX_LISTED = 200
STUCK = 5
MEMBERS = ("id", "state", "at", "by", "what")


@dataclass(frozen=True, slots=True)
class Repair:
    """One repair as the server's own records have it."""

    id: str
    state: str
    at: str
    by: str
    what: str
    files: tuple[str, ...]

    @property
    def words(self) -> str:
        """One line for people."""
        return f"{self.at}  {self.id}  {self.state}  {self.what} ({self.by})"


@click.command("undo", short_help="Take an earlier repair back; --list shows them.")
@click.argument("words", nargs=-1, metavar="[TARGET] [ID]")
@click.option("--list", "listing", is_flag=True, help="Show the repairs of this server.")
@click.option("--yes", is_flag=True, help="Do it without asking; needed without a terminal.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("--no-color", is_flag=True, help="No colours (as with NO_COLOR).")
def command(
    words: tuple[str, ...], *, listing: bool, yes: bool, as_json: bool, no_color: bool
) -> int:
    """Put the files of a repair back, byte for byte; without ID those of the last one.

    What somebody else has changed since is never overwritten. Exit status: 0 it is undone; 1 there
    is nothing to undo; 2 the input cannot be used; 5 a person must look.
    """
    target, id_ = _target_and_id(words)
    asks = sys.stdin.isatty() and sys.stderr.isatty() and not as_json
    if not (listing or yes or asks):
        raise InputError("nobody can be asked here; give --yes to undo, or --list to see")
    page = _Page(target, as_json=as_json, color=not no_color)
    try:
        return asyncio.run(_undo(page, id_, listing=listing, yes=yes))
    except (NoHand, ShellLost) as fault:
        raise InputError(f"{printable(target)[:100]}: {fault}") from None


def _target_and_id(words: tuple[str, ...]) -> tuple[str, str]:
    ids = [word for word in words if is_id(word)]
    rest = [word for word in words if not is_id(word)]
    if len(ids) > 1 or len(rest) > 1:
        raise InputError("give at most one server and one repair, as in: server undo ssh://HOST ID")
    return (rest[0] if rest else LOCAL), (ids[0] if ids else "")


async def _undo(page: _Page, id_: str, *, listing: bool, yes: bool) -> int:
    async with logged_in(page.target) as shell:
        agent = Agent(shell, agent_program())
        await agent.enter()
        recovered = await agent.recover()
        if not recovered.ok and not listing:
            raise InputError(f"another repair is in the way: {recovered.text}")
        repairs = repairs_of(await agent.list())
        if listing:
            return page.listed(repairs)
        chosen = _chosen(repairs, id_)
        if chosen is None:
            return page.nothing(repairs, id_)
        edits = await _way_back(agent, chosen)
        if not (yes or page.agreed(chosen, edits)):
            return 1
        said = await agent.phase("undo", chosen.id, undo_members(await who_am_i(shell)))
        now = await _others_work(agent, chosen) if said.word == "foreign" else ()
        return page.done(chosen, said, now)


def repairs_of(said: Said) -> tuple[Repair, ...]:
    """The repairs that the server lists, the oldest first; lines that are none are left out."""
    found = []
    for line in said.output.splitlines()[-MAX_LISTED:]:
        try:
            row = json.loads(line)
            files = tuple(str(one) for one in row["files"])
            id_, state, at, by, what = (str(row[one]) for one in MEMBERS)
        except (ValueError, KeyError, TypeError):
            continue
        if is_id(id_):
            found.append(Repair(id_, state, at, by, what, files))
    return tuple(sorted(found, key=lambda one: one.id))


def _chosen(repairs: tuple[Repair, ...], id_: str) -> Repair | None:
    fitting = [one for one in repairs if one.state == "confirmed" and id_ in ("", one.id)]
    return fitting[-1] if fitting else None


async def _way_back(agent: Agent, repair: Repair) -> tuple[Edit, ...]:
    """What undoing does to each file."""
    edits = []
    for number, path in enumerate(repair.files, 1):
        new, old = (
            await agent.read(repair.id, number, "new"),
            await agent.read(repair.id, number, "old"),
        )
        if new is not None and old is not None:
            edits.append(Edit(path, new, old))
    return tuple(edits)


async def _others_work(agent: Agent, repair: Repair) -> tuple[Edit, ...]:
    """What somebody else has made of the files since: from what the repair wrote to what is."""
    edits = []
    for number, path in enumerate(repair.files, 1):
        wrote, now = await agent.read(repair.id, number, "new"), await agent.content(path)
        if wrote is not None and now is not None and wrote != now:
            edits.append(Edit(path, wrote, now))
    return tuple(edits)


class _Page:
    """Where the command says what it found and did."""

    def __init__(self, target: str, *, as_json: bool, color: bool) -> None:
        self.target, self._as_json, self._color = target, as_json, color

    def listed(self, repairs: tuple[Repair, ...]) -> int:
        """Show the repairs."""
        self._put("listed", repairs, [one.words for one in repairs] or ["No repair was made here."])
        return 0

    def nothing(self, repairs: tuple[Repair, ...], id_: str) -> int:
        """Say why there is nothing to undo."""
        known = next((one.state for one in repairs if one.id == id_), "")
        why = f"The repair {id_} is {known or 'not known'} here." if id_ else "Nothing to undo."
        self._put("nothing", repairs, [why])
        return 1

    def agreed(self, repair: Repair, edits: tuple[Edit, ...]) -> bool:
        """Show what will be put back, and ask."""
        self._diffs(edits)
        sys.stderr.write(f"Take {printable(repair.what)[:200]} back? Type yes: ")
        sys.stderr.flush()
        return sys.stdin.readline().strip().lower() == "yes"

    def done(self, repair: Repair, said: Said, others: tuple[Edit, ...]) -> int:
        """Say how it ended."""
        if said.ok:
            self._put("undone", (repair,), [f"Undone: {repair.what}. The files are as they were."])
            return 0
        if said.word != "foreign":
            self._put(said.word, (repair,), [f"Not undone: {said.text}."])
            return 1 if said.word in {"late", "busy"} else STUCK
        self._put(
            "foreign",
            (repair,),
            [f"Not undone: somebody else has changed {said.text}, which is left alone."],
        )
        if not self._as_json:
            self._diffs(others)
        return STUCK

    def _put(self, result: str, repairs: tuple[Repair, ...], lines: list[str]) -> None:
        from mailmend.apps.output import print_json, show
        from mailmend.apps.render.blocks import Para

        if self._as_json:
            print_json(_document(self.target, result, repairs, lines))
        else:
            show(tuple(Para(line) for line in lines), color=self._color)

    def _diffs(self, edits: tuple[Edit, ...]) -> None:
        from mailmend.apps.output import show
        from mailmend.apps.render.blocks import Transcript
        from mailmend.apps.render.mending_page import diff

        show(tuple(Transcript(one.path, diff(one)) for one in edits), color=self._color)


def _document(
    target: str, result: str, repairs: tuple[Repair, ...], lines: list[str]
) -> dict[str, Any]:
    rows = [
        {"id": one.id, "state": one.state, "at": one.at, "by": one.by, "what": one.what,
         "files": list(one.files)}
        for one in repairs
    ]  # fmt: skip
    return {
        "schema": SCHEMA,
        "target": target,
        "result": result,
        "said": lines if result != "listed" else [],
        "repairs": rows,
    }
