"""From a report to remedies."""

from __future__ import annotations

from mailmend.apps.fix import remedies_for, remedy_document, software
from mailmend.change import ServerAction, SetField
from mailmend.facts import Facts
from mailmend.verdict import Likely, Possible, Proven
from tests.apps.build import blank_user_name, judgement, nothing_answers, report
from tests.causes.build import ADDRESS, HOST, WORKS, conversation

OPEN = ServerAction("open-port", HOST, 587)


def test_the_fix_is_for_what_is_proven() -> None:
    """A likely cause beside a proven one gets no steps of its own."""
    proven = judgement("a", Proven(because=(), changes=(SetField("outgoing.port", 25, 587),)))
    likely = judgement("b", Likely(because=(), changes=(OPEN,)))

    ids = {each.id for each in remedies_for(report(proven, likely, working=WORKS))}

    assert "ios-steps" in ids
    assert "server-steps" not in ids


def test_likely_gets_steps_where_nothing_is_proven() -> None:
    """The best explanation is worth trying, and the reply says that it is no proof."""
    likely = judgement("b", Likely(because=(), changes=(OPEN,)))

    rendered = {each.id: each for each in remedies_for(report(likely))}

    assert "server-steps" in rendered
    assert "most likely reason" in " ".join(rendered["customer-reply"].steps)


def test_possible_gets_none() -> None:
    """What only might be is no ground for changing anything."""
    possible = judgement("c", Possible(because=(), would_settle="?", changes=(OPEN,)))

    assert remedies_for(report(possible)) == ()
    assert remedies_for(nothing_answers()) == ()


def test_software_is_taken_from_the_greeting() -> None:
    """The admin of the greeted server gets that server's syntax only."""
    facts = Facts([conversation(greeting="220 mail.hosting.test ESMTP Exim 4.96 now")])

    assert software(facts) == ((HOST, "exim"),)


def test_the_document_follows_the_contract() -> None:
    """Keys are those of the JSON contract."""
    first = remedy_document(remedies_for(blank_user_name())[0])

    assert set(first) == {"id", "for", "title", "steps", "file"}
    assert first["for"] == "owner"
    assert any(ADDRESS in str(step) for step in first["steps"])  # type: ignore[attr-defined]
