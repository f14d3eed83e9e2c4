"""What a report's facts say in words, kept beside it: a stored report cannot say it. Pure."""

from __future__ import annotations

from typing import Any

from mailmend.apps.render.evidence import fact_words
from mailmend.apps.render.phrases import change_words
from mailmend.report import Report


def evidence(report: Report) -> dict[str, Any]:
    """``facts``: by id, our words, who else speaks, and their words; ``changes``: by cause."""
    ids = report.facts.ids()
    told = {}
    for fact in report.facts:
        words, said = fact_words(fact)
        told[ids[id(fact)]] = [words, *((said.who, said.text) if said else ())]
    changes = {
        each.cause.id: [change_words(change) for change in each.changes] for each in report.found
    }
    return {"facts": told, "changes": changes}
