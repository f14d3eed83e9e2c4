"""The casebook: diagnoses recorded on real servers, replayed without network, same verdicts."""

from __future__ import annotations

import asyncio
import json
import tomllib
from base64 import b64encode
from pathlib import Path

import pytest

from lab.people import person
from mailmend.case import case_from_mapping
from mailmend.flow import diagnose
from mailmend.io.replay import ReplayWorld
from mailmend.report import Report
from mailmend.secret import Secret

CASEBOOK = Path(__file__).parent / "casebook"
STORIES = sorted(path.parent for path in CASEBOOK.glob("*/world.json"))


def retell(story: Path) -> Report:
    """Diagnose the story's case in its recorded world."""
    case = case_from_mapping(tomllib.loads((story / "case.toml").read_text()))
    replayed = ReplayWorld.load(story / "world.json")
    secret = Secret("not in the recording") if replayed.held_logins else None
    return asyncio.run(diagnose(case, replayed.world, secret))


@pytest.mark.parametrize("story", STORIES, ids=lambda path: path.name)
def test_a_recorded_story_ends_as_it_did(story: Path) -> None:
    """What was proven or likely on the real servers is proven or likely again, in that order."""
    report = retell(story)
    told = {
        "sends": report.sends,
        "reproduced": report.reproduced,
        "verdicts": [{"cause": each.cause.id, "status": each.status} for each in report.found],
    }
    assert told == json.loads((story / "expected.json").read_text())


def test_the_casebook_holds_broken_and_healthy_servers() -> None:
    """Several kinds of server, with and without faults."""
    names = {story.name for story in STORIES}
    assert len(names) >= 20
    assert {"healthy_postfix", "healthy_exim", "healthy_opensmtpd"} <= names


def test_no_recording_holds_a_password() -> None:
    """The password of the case's person, as such and as SASL PLAIN sends it, is in no file."""
    for story in STORIES:
        address = case_from_mapping(tomllib.loads((story / "case.toml").read_text())).address
        owner = person(address)
        plain = b64encode(f"\0{address}\0{owner.password}".encode()).decode()
        text = (story / "world.json").read_text()
        assert owner.password not in text
        assert plain not in text
