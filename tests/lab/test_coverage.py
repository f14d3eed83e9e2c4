"""The table of what the lab stages is true and complete."""

from pathlib import Path

from lab import coverage
from lab.unstaged import WHY_NOT


def test_the_document_is_that_of_the_faults() -> None:
    """`python -m lab coverage > docs/coverage.md` was run after the last change."""
    assert Path("docs/coverage.md").read_text("utf-8") == coverage.document()


def test_every_cause_is_staged_or_has_a_reason() -> None:
    """No cause is forgotten, and no reason is kept for a cause that is staged."""
    staged = set(coverage.staged())
    assert staged | set(WHY_NOT) == set(coverage.causes())
    assert not staged & set(WHY_NOT)


def test_a_stand_in_does_not_count_as_staged() -> None:
    """Only what a fault expects by name is staged."""
    assert coverage.Staged("milter_down", "proven") in coverage.staged()["milter-or-policy-down"]
    assert "server-software-bug" not in coverage.staged()
