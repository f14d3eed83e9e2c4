"""Who logs in when: dialogues held at the same time log in one after another, the best first."""

from __future__ import annotations

import asyncio

from mailmend.case import Case
from mailmend.facts import SmtpDialogue

TURN_S = 4.0
MAX_NAMES = 3


class LoginOrder:
    """Lets a dialogue log in once no better one can still make its login unnecessary.

    A better dialogue that takes longer than ``patience`` seconds is no longer waited for.
    """

    def __init__(self, patience: float = TURN_S) -> None:
        self._patience = patience
        self._pending: list[int] = []
        self._changed = asyncio.Condition()
        self.won = False

    def enter(self, rank: int) -> None:
        """Announce a dialogue; the lowest rank is the best."""
        self._pending.append(rank)

    async def leave(self, rank: int, *, won: bool = False) -> None:
        """The dialogue is over; ``won``: a message was accepted after its login."""
        async with self._changed:
            self._pending.remove(rank)
            self.won = self.won or won
            self._changed.notify_all()

    async def turn(self, rank: int) -> bool:
        """Wait for the better ones. Whether a login is still needed."""
        async with self._changed:
            try:
                async with asyncio.timeout(self._patience):
                    await self._changed.wait_for(lambda: self.won or self._best(rank))
            except TimeoutError:
                pass
            return not self.won

    def _best(self, rank: int) -> bool:
        return all(other >= rank for other in self._pending)


class Usernames:
    """The user names worth trying, and what the servers said of them so far."""

    def __init__(self, case: Case) -> None:
        names = (case.outgoing.username, case.incoming.username, case.address, case.local_part)
        self._names = tuple(dict.fromkeys(name for name in names if name))
        self._accepted: list[str] = []
        self._refused: set[tuple[str, str]] = set()

    def accepted(self, username: str) -> None:
        """A server took this user name with the password."""
        if username and username not in self._accepted:
            self._accepted.append(username)

    def learn(self, dialogue: SmtpDialogue) -> None:
        """Take over the logins of a dialogue."""
        for step in dialogue.login_steps:
            if step.accepted:
                self.accepted(step.detail)
            else:
                self._refused.add((dialogue.address, step.detail))

    def for_address(self, address: str) -> tuple[str, ...]:
        """What to try there, accepted names first, without those refused there already."""
        ordered = dict.fromkeys((*self._accepted, *self._names))
        fresh = (name for name in ordered if (address, name) not in self._refused)
        return tuple(fresh)[:MAX_NAMES]
