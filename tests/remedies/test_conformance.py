"""Every change of the vocabulary is rendered by at least one remedy, and remedies stay apart."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import pytest

from mailmend import remedies as package
from mailmend.case import Device
from mailmend.change import (
    AccountAction,
    AccountVerb,
    Change,
    CorrectRecipient,
    DeviceAction,
    DeviceVerb,
    DnsRecord,
    NetworkAction,
    NetworkVerb,
    ServerAction,
    ServerVerb,
    SetField,
)
from mailmend.remedies import remedies, render_all
from tests.remedies.build import ADDRESS, HOST, WORKS, situation

FIELDS: tuple[SetField, ...] = (
    SetField("outgoing.enabled", False, True),
    SetField("outgoing.host", "x.test", HOST),
    SetField("outgoing.port", 25, 587),
    SetField("outgoing.security", "none", "starttls"),
    SetField("outgoing.authentication", "none", "password"),
    SetField("outgoing.username", "", ADDRESS),
    SetField("outgoing.password_set", False, True),
    SetField("address", "a@customer.test", ADDRESS),
)
CHANGES: tuple[Change, ...] = (
    *FIELDS,
    *(ServerAction(verb, HOST) for verb in get_args(ServerVerb)),
    *(AccountAction(verb, ADDRESS) for verb in get_args(AccountVerb)),
    *(NetworkAction(verb, HOST) for verb in get_args(NetworkVerb)),
    *(DeviceAction(verb) for verb in get_args(DeviceVerb)),
    DnsRecord(HOST, "A"),
    CorrectRecipient("bob@elsewhere.test"),
)
DEVICES = (
    Device(),
    Device("iOS", "17.4", "Apple Mail"),
    Device("macOS", "14", "Apple Mail"),
    Device("Windows", "11", "Thunderbird"),
    Device("Windows", "11", "Outlook"),
    Device("Android", "14", "Gmail"),
    Device("Linux", None, "Evolution"),
)


def _name(change: Change) -> str:
    return f"{change.kind}-{getattr(change, 'action', getattr(change, 'field', ''))}"


def test_the_changes_of_this_test_cover_every_kind() -> None:
    """A new kind of change makes this test fail until it is listed."""
    assert {type(change) for change in CHANGES} == set(get_args(Change))


@pytest.mark.parametrize("change", CHANGES, ids=_name)
def test_every_change_is_rendered(change: Change) -> None:
    """At least one remedy has steps for it when the device is not known."""
    rendered = [each for each in render_all(situation(change, device=Device())) if each.steps]

    assert [each for each in rendered if each.id != "customer-reply"]


@pytest.mark.parametrize("device", DEVICES, ids=str)
@pytest.mark.parametrize("field", FIELDS, ids=_name)
def test_every_device_setting_is_rendered_on_every_device(field: SetField, device: Device) -> None:
    """Whatever the program, each setting that must change is told to its owner."""
    told = [
        each for each in render_all(situation(field, device=device)) if each.audience == "owner"
    ]

    assert told
    shown = "\n".join(step for each in told for step in each.steps)
    value = {"outgoing.security": "", "outgoing.authentication": "", True: ""}.get(
        field.to if field.to is True else field.field, str(field.to)
    )
    assert value in shown or device.app == "Outlook"


def test_no_remedy_speaks_without_a_change() -> None:
    """No change, no steps."""
    assert render_all(situation()) == ()


def test_ids_are_file_names_and_pages_exist() -> None:
    """A remedy is found by its file, and its docstring is its page."""
    files = {path.stem.replace("_", "-") for path in _unit_files()}

    assert {each.id for each in remedies()} == files
    assert all(each.page for each in remedies())


def test_owner_steps_come_first() -> None:
    """The person reads their own part before the administrator's."""
    given = situation(FIELDS[5], ServerAction("open-port", HOST), DnsRecord(HOST, "A"))

    order = [each.audience for each in render_all(given)]

    assert order == sorted(order, key=("owner", "admin", "engineer").index)


@pytest.mark.parametrize("path", sorted(Path(package.__file__).parent.glob("*.py")), ids=str)
def test_remedies_do_not_know_causes(path: Path) -> None:
    """The narrow waist: remedies read changes only."""
    for node in ast.walk(ast.parse(path.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        assert not any(name.startswith("mailmend.causes") for name in (*names, module))


def test_only_settings_that_worked_go_unmarked() -> None:
    """A value that differs from what worked is shown as not tried."""
    other = SetField("outgoing.port", 25, 465)

    told = render_all(situation(other, works=WORKS))

    assert any("not tried from here" in step for each in told for step in each.steps)


def _unit_files() -> list[Path]:
    folder = Path(package.__file__).parent
    return [path for path in folder.glob("*.py") if not path.name.startswith("_")]
