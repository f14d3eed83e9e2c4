"""The replies to everybody whom an incident affects, each in the customer's own language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from mailmend.apps.web.desk.reply import reply_text
from mailmend.apps.web.desk.signed import Signed
from mailmend.apps.web.desk.view import answer_in
from mailmend.apps.web.services import Services
from mailmend.io.store.audit import note
from mailmend.io.store.cases import StoredCase
from mailmend.io.store.desk.cases import find_case_of, set_state, state_of
from mailmend.io.store.desk.events import add_event
from mailmend.io.store.runs import runs_of
from mailmend.languages import NAMES

MAX_LETTERS = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """One reply: to whom, in which language, what it says."""

    case_id: str
    address: str
    language: str
    text: str


async def letters(here: Services, who: Signed, case_ids: Sequence[str]) -> tuple[Letter, ...]:
    """The reply of each case that has one."""
    found: list[Letter] = []
    async with here.database.reading() as session:
        for case_id in case_ids[:MAX_LETTERS]:
            stored = await find_case_of(session, who.tenant.id, case_id)
            runs = await runs_of(session, case_id) if stored is not None else ()
            answered = next((run for run in runs if run.report is not None), None)
            if stored is not None:
                text = _text(stored, who, answer_in(answered, stored.language))
                found += [Letter(case_id, stored.address, stored.language, text)] if text else []
    return tuple(found)


def _text(stored: StoredCase, who: Signed, answer: dict[str, object]) -> str | None:
    template = who.tenant.templates.get(stored.language, "")
    values = {
        "address": stored.address,
        "brand": who.tenant.name,
        "engineer": who.user.name,
    }
    return reply_text(answer, stored.language, template, values)


async def sent_to_all(here: Services, who: Signed, replies: Sequence[Letter]) -> None:
    """Write down in each case what was sent."""
    now, actor = datetime.now(UTC), who.user.actor
    async with here.database.writing() as session:
        for each in replies:
            language = NAMES.get(each.language, each.language)
            await add_event(
                session, each.case_id, actor, "sent", now, text=each.text, language=language
            )
            if await state_of(session, each.case_id) == "open":
                await set_state(session, each.case_id, "waiting")
            await note(session, actor, "case.sent", each.case_id, now)
