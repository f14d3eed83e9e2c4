"""Every cause keeps the rules that make the catalogue one: names, pages, tests, independence."""

from __future__ import annotations

import ast
import importlib
import sys
from pathlib import Path
from typing import TypeGuard

import pytest

from mailmend import discover
from mailmend.case import Case, Incoming, Outgoing
from mailmend.facts import Fact, Facts
from mailmend.verdict import Cause, Unknown

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "mailmend" / "causes"
TESTS = ROOT / "tests" / "causes"
HEADINGS = ("What the person sees:", "Proof:", "Ruled out by:", "Fix:")
CAUSES = discover.causes()
EMPTY = Facts()
TOLD = Case(
    "alice@customer.test",
    error="The recipient was rejected by the server because it does not allow relaying.",
    recipient="bob@elsewhere.test",
    onset="after-restore",
    can_receive=True,
    incoming=Incoming("imap", "mail.hosting.test", 993, "tls", "alice", "password"),
    outgoing=Outgoing(
        enabled=False,
        host="mail.hosting.test",
        port=25,
        security="none",
        username="",
        password_set=False,
        authentication="none",
    ),
)


def catalogue() -> dict[str, str]:
    """The group of every cause of the catalogue, by id."""
    lines = (ROOT / "tests" / "fixtures" / "cause_ids.txt").read_text("utf-8").splitlines()
    return dict(line.split(" ") for line in lines)


SOURCES = [path for path in sorted(PACKAGE.glob("*.py")) if not path.name.startswith("_")]
"""The files of the causes, without their shared helpers."""


def ids(causes: tuple[Cause, ...]) -> list[str]:
    """The ids of those causes."""
    return [one.id for one in causes]


def test_every_cause_of_the_catalogue_is_there_and_no_other() -> None:
    """Ids come from file names; the catalogue says which there are and in which group."""
    assert {one.id: str(one.group) for one in CAUSES} == catalogue()


@pytest.mark.parametrize("one", CAUSES, ids=ids(CAUSES))
def test_the_page_has_its_headings_in_order(one: Cause) -> None:
    """A plain first sentence, then the four fixed headings, each with something under it."""
    title, blank, *_ = one.page.split("\n")
    assert title.endswith((".", "?"))
    assert blank == ""
    places = [one.page.find(f"\n\n{heading} ") for heading in HEADINGS]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("one", CAUSES, ids=ids(CAUSES))
@pytest.mark.parametrize("case", [Case("alice@customer.test"), TOLD], ids=["bare", "told"])
def test_no_facts_no_verdict(one: Cause, case: Case) -> None:
    """What the case says counts only as a fact; without facts nothing is ruled out or proven."""
    assert isinstance(one.judge(case, EMPTY), Unknown)


@pytest.mark.parametrize("one", CAUSES, ids=ids(CAUSES))
def test_what_is_missing_is_named_by_kinds_of_fact(one: Cause) -> None:
    """An unknown names the kinds of fact that would settle it, or a question."""
    verdict = one.judge(Case("alice@customer.test"), EMPTY)
    assert isinstance(verdict, Unknown)
    assert verdict.missing or verdict.would_settle
    assert all(issubclass(kind, Fact) for kind in verdict.missing)


def test_every_cause_has_its_own_test_file() -> None:
    """A cause that nobody tests is a guess."""
    missing = [path.stem for path in SOURCES if not (TESTS / f"test_{path.name}").exists()]
    assert missing == []


def test_no_test_file_is_an_orphan() -> None:
    """A test of a cause that is gone, or misnamed; names of several causes go by other words."""
    whole_package = {
        "test_healthy.py",
        "test_settings_exclude_each_other.py",
        "test_one_fault.py",
        "test_on_server.py",
        "test_on_server_state.py",
        "test_on_server_ways.py",
    }
    tests = {path.name for path in TESTS.glob("test_*.py")} - whole_package
    assert tests - {f"test_{path.name}" for path in SOURCES} == set()


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_cause_imports_no_other_cause(path: Path) -> None:
    """Causes share helpers, whose names begin with an underscore, and nothing else."""
    tree = ast.parse(path.read_text("utf-8"))
    known = {other.stem for other in SOURCES}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names = [*(node.module or "").split("."), *(name.name for name in node.names)]
        elif isinstance(node, ast.Import):
            names = [part for name in node.names for part in name.name.split(".")]
        else:
            continue
        assert not known & set(names), f"{path.name} imports a cause: {names}"
        assert not (isinstance(node, ast.ImportFrom) and node.level), "imports are absolute"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_a_cause_reads_no_clock_and_no_file(path: Path) -> None:
    """Evidence judged tomorrow gives the verdict of today."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text())) if _is_call(node)]
    names = {call.id for call in calls if isinstance(call, ast.Name)}
    methods = {call.attr for call in calls if isinstance(call, ast.Attribute)}
    assert not names & {"open", "print", "input", "exec", "eval"}
    assert not methods & {"now", "today", "utcnow", "read_text", "read_bytes"}


def _is_call(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call)


def package_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, body: str) -> None:
    """A package with one unit of that body, importable by that name."""
    (tmp_path / name).mkdir()
    (tmp_path / name / "__init__.py").write_text("")
    (tmp_path / name / "one_unit.py").write_text(body)
    monkeypatch.syspath_prepend(tmp_path)
    importlib.invalidate_caches()
    monkeypatch.delitem(sys.modules, name, raising=False)


def test_a_unit_that_fails_to_import_stops_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cause left out in silence would be a wrong diagnosis."""
    package_of(tmp_path, monkeypatch, "broken_units", "import no_such_module_anywhere\n")
    with pytest.raises(ModuleNotFoundError, match="no_such_module_anywhere"):
        discover.units("broken_units", Cause)


def test_a_unit_without_its_object_stops_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in the package that holds no cause is an error, not a helper."""
    package_of(tmp_path, monkeypatch, "empty_units", '"""Nothing."""\n')
    with pytest.raises(LookupError, match="exactly one Cause"):
        discover.units("empty_units", Cause)
