"""Smaller parts of the package: codes, stages, servers, embedded replies, causes, advice."""

import subprocess
import sys

import pytest

from mailmend.errors import codes, grammar, possible
from mailmend.errors.dsn import read_bounce
from mailmend.errors.embedded import is_marked, server_reply
from mailmend.errors.lexicon import CONCEPTS, concepts_in
from mailmend.errors.mailtext import readable
from mailmend.errors.next_step import next_step
from mailmend.errors.parts import Parts, as_stage, take_apart
from mailmend.errors.reading import MEANINGS, Reading
from mailmend.errors.rules import Family
from mailmend.errors.servers import server_of
from mailmend.errors.tidy import tidy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("554 5.7.1 <r>: Relay access denied", ("554", "5.7.1", None)),
        ("550-5.7.1 a\n550 5.7.1 b", ("550", "5.7.1", None)),
        ("553 sorry, that domain (#5.7.1)", ("553", "5.7.1", None)),
        ("(code: 535, response: Incorrect authentication data)", ("535", None, None)),
        ('(534, b"5.7.9 Application-specific password required")', ("534", "5.7.9", None)),
        ("host mx said: 550 no (in reply to RCPT TO command)", ("550", None, "rcpt")),
        ("after end of data: 554 no", ("554", None, "end-of-data")),
        ("rate overlimit = 201 / 1h", (None, None, None)),
        ("will retry for 432 hours", (None, None, None)),
        ("version 5.7.1.2 installed", (None, None, None)),
        ("connect to 192.0.2.1", (None, None, None)),
    ],
)
def test_take_apart(text: str, expected: Parts) -> None:
    """Codes are found where clients and logs put them, and not in other numbers."""
    assert take_apart(text) == expected


def test_names_of_stages() -> None:
    """A caller may name a stage by its command; what is no stage is None."""
    assert [as_stage(name) for name in ("RCPT TO", "end of DATA", "auth", "?", None)] == [
        "rcpt",
        "end-of-data",
        "auth",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("enhanced", "stage", "meaning"),
    [
        ("5.1.1", None, "recipient-unknown"),
        ("5.7.606", None, "ip-blocked"),
        ("5.7.750", None, "sender-rejected"),
        ("4.7.500", None, "rate-limited"),
        ("4.7.0", "auth", "auth-backend-error"),
        ("5.7.8", "auth", "auth-failed"),
        ("5.7.25", None, "ptr-missing"),
    ],
)
def test_enhanced_codes(enhanced: str, stage: str | None, meaning: str) -> None:
    """Enhanced status codes mean what their registry says, Microsoft's ranges included."""
    sense = codes.of_enhanced(enhanced, stage)
    assert sense is not None
    assert sense[0] == meaning


def test_unknown_codes_say_nothing() -> None:
    """A code that is in no table is no evidence."""
    assert codes.of_enhanced("5.99.99", None) is None
    assert codes.of_code("599", None) is None


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("the wanted mailbox here is not existent or unknown", "recipient-unknown"),
        ("this host was found blocked today", "ip-blocked"),
        ("your password was refused", "auth-failed"),
        ("the weather is fine", None),
    ],
)
def test_grammar(text: str, meaning: str | None) -> None:
    """A wording no table has is read by its subject and what is said of it."""
    said = grammar.judge(text.split())
    assert (said[0] if said else None) == meaning


def test_grammar_speaks_in_meanings() -> None:
    """Every meaning the grammar and the codes can give exists."""
    every = [said[0] for said in grammar._SAYS.values()]
    tables = (codes._ENHANCED, codes._BASIC, codes._AT_STAGE)
    every += [sense[0] for table in tables for sense in table.values()]
    assert set(every) <= MEANINGS


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("The server responded: 550 5.7.1 no relaying.", "550 5.7.1 no relaying."),
        ('returned "451 busy"', "451 busy"),
        ("Поштаны жіберу қатесі: 554 5.7.1 no", "554 5.7.1 no"),
        ("Serveris atbildēja: 5.1.1 unknown user", "5.1.1 unknown user"),
        ("we sent 500 messages", None),
    ],
)
def test_embedded_reply(text: str, reply: str | None) -> None:
    """The server's reply is found by the words before it or by its shape."""
    assert server_reply(text) == reply


def test_marks() -> None:
    """Only words with a colon or a quotation mark after them introduce a reply."""
    assert is_marked("the server responded: no")
    assert not is_marked("the server responded quickly")


@pytest.mark.parametrize(
    ("text", "server"),
    [
        ("<r>: Relay access denied", "postfix"),
        ("relay not permitted", "exim"),
        ("Temporary authentication failure.", "dovecot"),
        ("sorry, that domain isn't in my list of allowed rcpthosts", "qmail"),
        ("blah p22 - gsmtp", "gmail"),
        ("no", None),
    ],
)
def test_server_of(text: str, server: str | None) -> None:
    """A reply betrays its server by wordings only that server has."""
    assert server_of(text) == server


def test_tidy_keeps_one_line_and_plain_quotes() -> None:
    """Line breaks, odd spaces, typographic and right-to-left marks do not count."""
    assert tidy("The “a”\n was\u00a0\u200brejected…") == 'The "a" was rejected...'


def test_concepts_need_one_language() -> None:
    """Words count for the language that has most of the text, not for a chance neighbour."""
    named = concepts_in("Das Passwort für den Server ist falsch")
    assert named.language == "de"
    assert named.concepts == {"password", "wrong"}
    assert concepts_in("").concepts == frozenset()


def test_every_language_names_known_concepts() -> None:
    """No table of words has a concept that nothing uses."""
    from mailmend.errors import lexicon

    assert {concept for _, concept, _ in lexicon._stems()} <= CONCEPTS


def test_causes_exist() -> None:
    """Every cause that a reading can name is in the catalogue."""
    from mailmend.discover import causes

    known = {cause.id for cause in causes()}
    named = {cause for meaning in MEANINGS for cause in possible.causes(meaning)}
    named |= {cause for hint in possible._BY_HINT for cause in possible.causes("other", hint)}
    named |= {
        cause for stage in ("rcpt", "connect") for cause in possible.rules_out("other", stage)
    }
    assert named
    assert named <= known


def test_a_family_may_be_restricted() -> None:
    """A restriction to stage, status code or server holds; an unknown stage does not exclude."""
    family = Family("policy", 50, "x", stage=("rcpt",), enhanced=("5.7.1", ""), server=("exim",))
    assert family.applies("rcpt", "5.7.1", "exim")
    assert family.applies(None, None, "exim")
    assert not family.applies("mail", "5.7.1", "exim")
    assert not family.applies("rcpt", "5.4.1", "exim")
    assert not family.applies("rcpt", "5.7.1", None)


def test_a_reading_has_a_known_meaning() -> None:
    """A misspelt meaning or an impossible confidence cannot be built."""
    with pytest.raises(ValueError, match="not a meaning"):
        Reading("relay_denied")
    with pytest.raises(ValueError, match="outside 0"):
        Reading("policy", confidence=1.5)


def test_every_fault_has_a_next_step() -> None:
    """There is advice for every meaning, and none to mend what is fine."""
    steps = {meaning: next_step([Reading(meaning)]) for meaning in MEANINGS}
    assert all(step.endswith(".") for step in steps.values())
    assert steps["normal"] == steps["auth-ok"] != steps["unknown"]
    assert next_step([]) == steps["unknown"]


def test_readable_decodes_and_stops() -> None:
    """Encoded parts are decoded and the returned message is left out."""
    mail = (
        "From: x\nSubject: y\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: base64\n\nNTUwIHVzZXIgdW5rbm93bg==\n"
    )
    assert readable(mail).strip() == "550 user unknown"
    assert readable("a\n--- Original message ---\nb") == "a"
    assert readable("no mail\nat all") == "no mail\nat all"


def test_bounces_of_several_recipients() -> None:
    """Each failed recipient gives a reading; a delivered one does not."""
    text = (
        "Final-Recipient: rfc822; a@x.test\nAction: failed\nStatus: 5.1.1\n\n"
        "Final-Recipient: rfc822; b@x.test\nAction: delivered\nStatus: 2.0.0\n\n"
        "Final-Recipient: rfc822; c@x.test\nAction: failed\nStatus: 5.2.2\n"
    )
    assert [(one.address, one.meaning) for one in read_bounce(text)] == [
        ("a@x.test", "recipient-unknown"),
        ("c@x.test", "mailbox-full"),
    ]


def test_import_is_cheap() -> None:
    """Importing the package compiles no table and loads no automaton."""
    program = (
        "import sys, mailmend.errors\n"
        "heavy = [m for m in sys.modules if 'idioms' in m or 'words_' in m or 'log_' in m"
        " or 'ahocorasick' in m]\n"
        "print(heavy)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
