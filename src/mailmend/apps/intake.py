"""From the command line and its files to the case and the password."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast, get_args

from mailmend.apps.merge import laid_over, merged
from mailmend.apps.options import Request
from mailmend.case import MAX_TEXT, Case, InputError, Onset, parse_address, printable
from mailmend.secret import Secret

if TYPE_CHECKING:
    from mailmend.facts import Fact, Reported

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Intake:
    """What is known before anything is looked at; ``notes`` are remarks on the input."""

    case: Case
    secret: Secret | None = None
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()


def take_in(request: Request) -> Intake:
    """The case as the command line and its files give it. Raises ``InputError``."""
    _one_reader_of_stdin(request)
    address = parse_address(request.address) if request.address else None
    case, facts = _from_files(request, address)
    case = _with_options(case, request)
    secret, notes = _secret(request)
    if case.ignored:
        notes = (*notes, f"not understood and left aside: {', '.join(case.ignored)}")
    notes += tuple(
        f"not read: {printable(str(one.value))}" for one in facts if one.field == "backup.unread"
    )
    case = _without_secret(case, secret)
    logged, remarks = _logged(case, request)
    return Intake(case, secret, (*facts, *logged), (*notes, *remarks))


def _logged(case: Case, request: Request) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    if not request.logs:
        return (), ()
    from mailmend.apps.logs import read_logs

    return read_logs(case, request.logs)


def _one_reader_of_stdin(request: Request) -> None:
    readers = (
        request.case_file,
        request.settings_file,
        request.password_file,
        request.backup_password_file,
        request.error,
        *request.logs,
    )
    if sum(name == STDIN for name in readers) > 1:
        raise InputError("only one of the options can read standard input (-)")


def _from_files(request: Request, address: str | None) -> tuple[Case, tuple[Reported, ...]]:
    facts: tuple[Reported, ...] = ()
    base: Case | None = None
    if request.case_file is not None:
        base, facts = _read(request.case_file, "case", address)
    if request.settings_file is not None:
        known = address or (base.address if base else None)
        case, more, older = _settings(request, request.settings_file, known)
        if base is not None:
            case = merged(case, base) if older else merged(base, case)
        base, facts = case, facts + more
    if base is None:
        if address is None:
            raise InputError("the address is missing; try: mailmend diagnose name@example.org")
        base = Case(address)
    return base, facts


def _read(name: str, what: str, address: str | None) -> tuple[Case, tuple[Reported, ...]]:
    from mailmend.io.files import read_file
    from mailmend.readers import read_settings_and_facts

    return read_settings_and_facts(name, read_file(name, what), address)


def _settings(
    request: Request, name: str, address: str | None
) -> tuple[Case, tuple[Reported, ...], bool]:
    """The settings, and whether they are older than what the person says of the device."""
    from mailmend.io.files import is_folder

    if not is_folder(name):
        return *_read(name, "settings", address), False
    from mailmend.apps.backup_password import backup_password
    from mailmend.io.backup import read_backup
    from mailmend.readers import backup_settings_and_facts

    backup = read_backup(name, lambda: backup_password(request))
    return *backup_settings_and_facts(backup, address), True


def _with_options(case: Case, request: Request) -> Case:
    if request.error is not None:
        case = replace(case, error=_error(request.error))
    if request.onset is not None:
        case = replace(case, onset=parse_onset(request.onset))
    if request.device is not None:
        from mailmend.apps.device_words import parse_device

        case = replace(case, device=laid_over(case.device, parse_device(request.device)))
    if request.recipient is not None:
        case = replace(case, recipient=parse_address(request.recipient, "recipient"))
    return case


def _error(text: str) -> str:
    if text == STDIN:
        text = sys.stdin.buffer.read(MAX_TEXT).decode("utf-8", "replace")
    if len(text) > MAX_TEXT:
        raise InputError(f"the error text is longer than {MAX_TEXT} characters")
    return text


def parse_onset(word: str) -> Onset:
    """The onset of that name. Raises ``InputError`` listing the words there are."""
    words = get_args(Onset)
    if word.lower() not in words:
        raise InputError(f"--onset {printable(word)[:40]} is not one of: {', '.join(words)}")
    return cast("Onset", word.lower())


def _secret(request: Request) -> tuple[Secret | None, tuple[str, ...]]:
    if request.password_file is None:
        return None, ()
    from mailmend.io.files import read_password

    secret, note = read_password(request.password_file)
    return secret, (note,) if note else ()


def _without_secret(case: Case, secret: Secret | None) -> Case:
    """The reported error with the password blotted out, should somebody have pasted it there."""
    if secret is None or not case.error:
        return case
    from mailmend.io.redact import Redactor

    return replace(case, error=Redactor([secret]).clean_text(case.error))
