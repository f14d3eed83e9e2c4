"""From a report to the remedies: which changes to render, and what is known about the servers."""

from __future__ import annotations

from mailmend.change import Change
from mailmend.facts import Facts, MailServer, Progress, SmtpDialogue
from mailmend.languages import joined
from mailmend.remedies import render_all
from mailmend.remedies._meanwhile import meanwhile
from mailmend.remedies._software import recognise
from mailmend.remedy import RenderedRemedy, Situation
from mailmend.report import Judgement, Report


def remedies_for(report: Report, language: str = "en") -> tuple[RenderedRemedy, ...]:
    """The remedies for what is proven, or for what is likely where nothing is.

    Before them what the device can do in the meantime, if other settings were seen to work.
    """
    chosen = report.to_mend
    progress = report.facts.first(Progress)
    situation = Situation(
        case=report.case,
        changes=_changes(chosen),
        meanwhile=report.meanwhile,
        outgoing=report.working.outgoing,
        incoming=report.working.incoming,
        reached=progress.reached if progress else None,
        software=(*software(report.facts), *_installed(report)),
        summary=joined(language, (each.summary for each in chosen)),
        proven=any(each.status == "proven" for each in chosen),
        language=language,
    )
    return (*meanwhile(situation), *render_all(situation))


def _changes(chosen: tuple[Judgement, ...]) -> tuple[Change, ...]:
    return tuple(dict.fromkeys(change for each in chosen for change in each.changes))


def software(facts: Facts) -> tuple[tuple[str, str], ...]:
    """The server software that greeted at each host."""
    found: dict[str, str] = {}
    for dialogue in facts.of(SmtpDialogue):
        greeting = dialogue.greeting
        name = recognise(greeting.text) if greeting else ""
        if name:
            found.setdefault(dialogue.host.lower().rstrip("."), name)
    return tuple(found.items())


def _installed(report: Report) -> tuple[tuple[str, str], ...]:
    """The software that was found on the server itself."""
    host = report.case.outgoing.host or report.case.incoming.host or report.case.domain
    return tuple((host.lower(), fact.software) for fact in report.facts.of(MailServer))


def remedy_document(rendered: RenderedRemedy) -> dict[str, object]:
    """A remedy as the JSON contract writes it."""
    return {
        "id": rendered.id,
        "for": rendered.audience,
        "title": rendered.title,
        "steps": list(rendered.steps),
        "file": rendered.file,
    }
