"""The few questions that no measurement answers; asked on a terminal only, at most four."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import get_args

from mailmend.apps.intake import Intake
from mailmend.apps.options import Request
from mailmend.apps.owner_language import owner_language
from mailmend.case import MAX_TEXT, Case, InputError, Onset, printable
from mailmend.languages import say
from mailmend.secret import Secret
from mailmend.text import phrase

ONSET_WORDS: dict[Onset, str] = {
    "first-setup": phrase("it was just set up and never worked"),
    "after-restore": phrase("the device was restored from a backup, or is a new one"),
    "sudden": phrase("nothing; it worked until then"),
    "after-password-change": phrase("the password was changed"),
    "after-migration": phrase("the mailbox or the domain was moved"),
    "after-update": phrase("the device or the program was updated"),
    "unknown": phrase("not known"),
}


def may_ask(request: Request) -> bool:
    """Whether a person is there to answer and did not forbid it."""
    if request.no_input or request.as_json:
        return False
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask_missing(intake: Intake, request: Request, *, password_only: bool = False) -> Intake:
    """Ask for what is missing, where that is possible; an empty answer leaves it unknown."""
    if not may_ask(request):
        return _password_only(intake, request)
    case, secret, language = intake.case, intake.secret, owner_language(request)
    if secret is None and not (request.no_network or request.replay):
        secret = ask_password(case.address, wanted=request.ask_password, language=language)
    if password_only:
        return replace(intake, secret=secret)
    for known, ask in (
        (case.error is not None, _ask_error),
        (case.onset is not None, _ask_onset),
        (case.outgoing.username is not None, _ask_username),
    ):
        if not known:
            case = ask(case, language)
    return replace(intake, case=case, secret=secret)


def _password_only(intake: Intake, request: Request) -> Intake:
    """``--ask-password`` reads from the terminal even where no other question may be asked."""
    if not request.ask_password or intake.secret is not None:
        return intake
    if request.no_input or not sys.stdin.isatty():
        raise InputError("--ask-password needs a terminal; use --password-file FILE instead")
    secret = ask_password(intake.case.address, wanted=True, language=owner_language(request))
    return replace(intake, secret=secret)


def ask_password(address: str, *, wanted: bool, language: str = "en") -> Secret | None:
    """The password, typed hidden; ``None`` where the person leaves it out."""
    import getpass

    if not wanted:
        told = phrase(
            "With the password of {address} Mailmend can try what works. It is sent to the mail "
            "server only, inside verified TLS, and kept nowhere. Empty: go on without.",
            address=address,
        )
        _say(say(language, told))
    prompt = say(language, phrase("Password (not shown):"))
    typed = getpass.getpass(f"{prompt} ", stream=sys.stderr)
    return Secret(typed) if typed else None


def _ask_error(case: Case, language: str) -> Case:
    question = phrase("What does the device say, word for word? (empty: not known)")
    answer = _line(say(language, question))
    return replace(case, error=answer or None)


def _ask_onset(case: Case, language: str) -> Case:
    words: tuple[Onset, ...] = get_args(Onset)
    for number, word in enumerate(words, 1):
        _say(f"  {number}  {say(language, ONSET_WORDS[word])}")
    question = phrase("What happened before it stopped? (number, empty: not known)")
    answer = _line(say(language, question))
    chosen = int(answer) if answer.isascii() and answer.isdigit() else 0
    return replace(case, onset=words[chosen - 1]) if 1 <= chosen <= len(words) else case


def _ask_username(case: Case, language: str) -> Case:
    blank = say(language, phrase("blank"))
    question = phrase(
        "What stands in the field User Name of the outgoing server? "
        "(“{blank}” if it is empty; empty: not known)",
        blank=blank,
    )
    answer = _line(say(language, question))
    if not answer:
        return case
    name = "" if answer.strip("“”„«»\"' ").casefold() in {"blank", blank.casefold()} else answer
    return replace(case, outgoing=replace(case.outgoing, username=name))


def _line(question: str) -> str:
    _say(question)
    sys.stderr.write("> ")
    sys.stderr.flush()
    return sys.stdin.readline(MAX_TEXT).strip()


def _say(text: str) -> None:
    sys.stderr.write(f"{printable(text)}\n")
