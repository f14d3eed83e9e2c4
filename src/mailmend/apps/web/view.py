"""From what is stored to what the templates show."""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request

from mailmend.apps.profile_file import Source
from mailmend.apps.render.blocks import Stop
from mailmend.apps.report_file import working_case
from mailmend.apps.web.access import Opened
from mailmend.apps.web.devices import is_apple_phone
from mailmend.apps.web.events import Event
from mailmend.apps.web.homograph import address_words
from mailmend.apps.web.intake import AUTHENTICATIONS
from mailmend.apps.web.language import language_of
from mailmend.apps.web.live import way_so_far
from mailmend.apps.web.rates import LINK_LASTS
from mailmend.apps.web.services import Services
from mailmend.apps.web.words import (
    BLANK,
    SECURITY,
    SETTINGS,
    STATES,
    STEPS,
    STOPS,
    WAITING,
    WHERE,
    in_line,
)
from mailmend.case import Case, case_from_mapping
from mailmend.io.store.cases import StoredCase
from mailmend.io.store.links import add_link
from mailmend.io.store.runs import StoredRun
from mailmend.remedies._device import platform
from mailmend.settings_files import NotUsable, account_of
from mailmend.settings_files.qr import qr_svg
from mailmend.text import Text, phrase, plural


@dataclass(frozen=True, slots=True)
class Value:
    """One setting to type; ``device`` is what the device has, where that is another value."""

    name: Text
    value: str | Text
    device: str | Text | None


@dataclass(frozen=True, slots=True)
class StopView:
    """One stop as it is drawn."""

    name: str
    label: Text
    state: str
    words: Text


def drawn(way: list[dict[str, str]]) -> list[StopView]:
    """The stops of an answer with their words."""
    return [
        StopView(one["name"], STOPS[one["name"]], one["state"], STATES[one["state"]]) for one in way
    ]


def _drawn_live(way: tuple[Stop, ...]) -> list[StopView]:
    """The same while it goes on, when nothing is over yet."""
    words = {**STATES, "unreached": WAITING}
    return [StopView(stop.name, STOPS[stop.name], stop.state, words[stop.state]) for stop in way]


def live_view(case_id: str, event: Event | None) -> dict[str, object]:
    """How far it is: the way so far and what is being done now."""
    step = event.step if event else ""
    host = event.host if event else ""
    place = event.place if event else 0
    words = in_line(place) if place else STEPS.get(step, STEPS[""]).fill(host=host)
    way = event.way if event and event.way else way_so_far((), "")
    return {"case_id": case_id, "stops": _drawn_live(way), "words": words, "place": place}


async def result_view(request: Request, here: Services, opened: Opened) -> dict[str, object]:
    """All that the answer's page shows."""
    language = language_of(request)
    run, latest = opened.answered, opened.latest
    answer = _answer(run, language)
    verified = _verified(latest)
    way = [{"name": name, "state": "ok"} for name in STOPS] if verified["arrived"] else None
    phone = is_apple_phone(request.headers.get("user-agent", ""))
    profile = answer["profile"] and platform(opened.case.device) in _INSTALLS
    asks = {each["kind"] for each in answer["asks"]}
    if answer["refused"]:
        asks |= {"password"}
    if not answer["answered"]:
        asks -= {"password"}
    return {
        "case_id": opened.stored.id,
        "can_tell": bool(asks & {"password", "settings"}) and not answer["proven"],
        "case": opened.case,
        "address": address_words(opened.stored.address),
        "answer": answer,
        "broke": latest.state if latest.report is None else None,
        "nothing": run is None,
        "refused_before": any(
            each.with_password and _answer(each, language)["refused"]
            for each in opened.runs
            if each is not run
        ),
        "verified": verified,
        "stops": drawn(way or answer["way"]),
        "where": WHERE.get(answer["where"] or ""),
        "owner_remedies": _remedies(answer, "owner"),
        "other_remedies": _remedies(answer, "admin"),
        "values": _values(opened.stored, run),
        "phone": phone,
        "profile": f"/case/{opened.stored.id}/mail.mobileconfig" if profile else None,
        "link": await _link(here, opened) if profile and not phone else None,
        "asks": asks,
        "questions": [each["text"] for each in answer["asks"] if each["kind"] == "question"],
    }


_INSTALLS = {"ios", "macos", "unknown"}
_NOTHING: dict[str, Any] = {
    "sends": "unknown",
    "proven": False,
    "found": [],
    "possible": [],
    "way": [],
    "where": None,
    "remedies": [],
    "answered": False,
    "refused": False,
    "limited": False,
    "replied": "",
    "mended": False,
    "asks": [],
    "owner": False,
    "profile": False,
    "unfinished": True,
}


def _answer(run: StoredRun | None, language: str) -> dict[str, Any]:
    answers: dict[str, dict[str, Any]] = (run.result or {}).get("answers", {}) if run else {}
    return {**_NOTHING, **(answers.get(language) or answers.get("en") or {})}


def _remedies(answer: dict[str, Any], audience: str) -> list[dict[str, Any]]:
    return [each for each in answer["remedies"] if each["for"] == audience]


def owner_steps(run: StoredRun, language: str) -> list[dict[str, Any]]:
    """The owner's steps of a run in that language."""
    return _remedies(_answer(run, language), "owner")


def _verified(run: StoredRun) -> dict[str, Any]:
    """What a verification showed; ``tried`` is false where there was none."""
    found = (run.result or {}).get("verification") if run.kind == "verify" else None
    if found is None:
        return {"tried": False, "arrived": False, "state": "", "junk": False}
    arrival = found.get("arrival") or {}
    return {
        "tried": True,
        "arrived": found["result"] == "arrived",
        "state": found["result"],
        "arrival": _after(arrival.get("seconds")),
        "junk": bool(arrival.get("junk")),
        "removed": bool(arrival.get("removed")),
    }


def _after(seconds: float | None) -> Text:
    """How long the message took."""
    if seconds is None:
        return phrase("It arrived.")
    number = max(1, math.ceil(seconds))
    return plural("It arrived within a second.", "It arrived within {number} seconds.", number)


def _working(stored: StoredCase, run: StoredRun | None) -> Case | None:
    if run is None or run.report is None:
        return None
    return working_case(run.report, case_from_mapping(stored.document))


def account(stored: StoredCase, run: StoredRun | None) -> Source | None:
    """The settings that worked, for a profile; ``None`` where none did."""
    works = _working(stored, run)
    if works is None:
        return None
    try:
        return Source(works, account_of(works.address, works.outgoing, works.incoming))
    except NotUsable:
        return None


def _values(stored: StoredCase, run: StoredRun | None) -> list[Value]:
    """The outgoing settings that worked, to be typed by hand, beside what the device has."""
    works = _working(stored, run)
    if works is None:
        return []
    found, told = works.outgoing, case_from_mapping(stored.document).outgoing
    rows = [
        Value(SETTINGS["host"], found.host or "", _other(found.host, told.host)),
        Value(SETTINGS["port"], str(found.port or ""), _other(found.port, told.port)),
    ]
    if found.security:
        off = SECURITY["none"] if told.security == "none" != found.security else None
        rows.append(Value(SETTINGS["security"], SECURITY[found.security], off))
    if found.username:
        other = BLANK if told.username == "" else _other(found.username, told.username)
        rows.append(Value(SETTINGS["username"], found.username, other))
    if found.authentication in AUTHENTICATIONS:
        other = AUTHENTICATIONS.get(_other(found.authentication, told.authentication) or "")
        rows.append(Value(SETTINGS["authentication"], AUTHENTICATIONS[found.authentication], other))
    return rows


def _other(works: str | int | None, told: str | int | None) -> str | None:
    """What the device has, where it is another value."""
    same = told is None or str(told).lower() == str(works).lower()
    return None if same else str(told)


async def _link(here: Services, opened: Opened) -> dict[str, str]:
    """A link for the phone and its code as a picture."""
    async with here.database.writing() as session:
        now = datetime.now(UTC)
        token = await add_link(session, opened.stored.id, "profile", now, LINK_LASTS)
    url = f"{here.config.public_url}/p/{token}"
    picture = base64.b64encode(qr_svg(url, plain_http=not here.config.secure)).decode("ascii")
    return {"url": url, "picture": f"data:image/svg+xml;base64,{picture}"}
