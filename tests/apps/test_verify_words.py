"""A verification in words, in the owner's language."""

from __future__ import annotations

from mailmend.apps.render.blocks import Bullets, Heading, Para
from mailmend.apps.render.spoken import spoken
from mailmend.apps.verification import Arrival, CauseNow, Verification
from mailmend.apps.verify_words import blocks
from mailmend.text import phrase
from mailmend.wire.received import Way

BOB = "bob@elsewhere.test"


def test_what_became_of_it_is_said_in_the_owners_language() -> None:
    """The reason as well, and what it is made of."""
    told = phrase("no login to the mailbox was seen to work")
    why = phrase("Its arrival could not be watched ({problem}).", problem=told)
    shown = spoken("de", blocks(Verification("accepted", why), BOB))

    assert [each.text for each in shown if isinstance(each, Heading | Para)] == [
        f"Die Nachricht an {BOB} wurde angenommen",
        "Die Ankunft ließ sich nicht beobachten (keine Anmeldung beim Postfach hat funktioniert).",
    ]


def test_a_clause_about_a_server_becomes_a_sentence() -> None:
    """Those are for engineers, in English."""
    refused = tuple(blocks(Verification("refused", "the server hung up"), BOB))
    assert Para("The server hung up.", "warn") in refused


def test_the_arrival_is_told_with_folder_and_time() -> None:
    """The seconds with the decimal mark of the language."""
    arrival = Arrival("INBOX", junk=False, seconds=1.25, way=Way(), removed=True)
    result = Verification("arrived", arrival=arrival, causes=(CauseNow("x-y", "ruled-out"),))
    shown = spoken("fr", blocks(result, BOB))

    assert Bullets((("trouvé dans le dossier INBOX, 1,2 s après l’envoi", None),
                    ("supprimé ensuite", None))) in shown  # fmt: skip
    assert Para("x-y est maintenant exclu.", "good") in shown


def test_a_cause_that_is_still_there_is_told() -> None:
    """With its status as a word."""
    result = Verification("arrived", causes=(CauseNow("x-y", "proven"),))
    assert Para("x-y is still proven.", "bad") in tuple(blocks(result, BOB))
    assert Para("x-y ist weiterhin bewiesen.", "bad") in spoken("de", blocks(result, BOB))
