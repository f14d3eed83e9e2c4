"""From a report to remedies."""

from __future__ import annotations

from dataclasses import replace

from mailmend.apps.fix import remedies_for, remedy_document, software
from mailmend.change import ServerAction, SetField
from mailmend.facts import Facts
from mailmend.report import Judgement, Report, Sends
from mailmend.verdict import Likely, Possible, Proven
from tests.apps.build import blank_user_name, judgement, nothing_answers, report
from tests.causes.build import ADDRESS, HOST, WORKS, conversation, obstacle, repair

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


def sends_on_465(*judged: Judgement, sends: Sends = "no") -> Report:
    """A report of a device on port 587, whose message was accepted on 465."""
    works = replace(WORKS, port=465)
    tried = repair(("outgoing.port", 587, 465, obstacle("tls", "certificate")), works=works)
    return report(*judged, facts=(tried,), working=works, sends=sends)


def test_who_may_not_wait_is_told_what_sends_already() -> None:
    """The server is to blame: the device first gets the settings that sent, then the admin."""
    guilty = judgement("a", Proven(because=(), changes=(OPEN,)), where="server")

    found = remedies_for(sends_on_465(guilty))

    assert [each.id for each in found] == ["ios-steps", "server-steps", "customer-reply"]
    assert found[0].title == "To send in the meantime: On the iPhone (iOS 17.4)"
    assert "Server Port: type 465" in found[0].steps
    assert "Your settings are not wrong" in " ".join(found[2].steps)


def test_what_sends_is_told_where_no_cause_is_settled() -> None:
    """It was seen to work, whatever the reason."""
    open_ = judgement("c", Possible(because=(), would_settle="?"), where="network")
    assert [each.id for each in remedies_for(sends_on_465(open_))] == ["ios-steps"]


def test_no_second_way_where_the_device_is_to_be_mended() -> None:
    """Or where it sends as it is, or the account is at fault."""
    change = (SetField("outgoing.port", 587, 465),)
    own = judgement("a", Proven(because=(), changes=change), where="device")
    account = judgement("b", Proven(because=()), where="account")
    guilty = judgement("c", Proven(because=(), changes=(OPEN,)), where="server")
    for found in (sends_on_465(own), sends_on_465(account), sends_on_465(guilty, sends="yes")):
        assert not any("meantime" in each.title for each in remedies_for(found))


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
