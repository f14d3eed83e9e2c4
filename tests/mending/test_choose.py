"""Which repair serves a change, and two of them as one."""

from __future__ import annotations

from mailmend.mending.choose import joined, server_fixes
from mailmend.mending.plan import Command, Edit, Plan
from tests.server_fixes.ground import FOLDER, ask, changed, postfix
from tests.server_fixes.test_postfix_rules import trace


def test_a_repair_is_known_by_its_file() -> None:
    """Each has a name and says what it is for."""
    assert {"postfix-rules", "exim-rules", "unban"} <= {one.id for one in server_fixes()}
    assert all(one.verbs for one in server_fixes())


def test_two_repairs_of_one_file_become_one_edit() -> None:
    """From the bytes that are there to those that both leave."""
    switch = Command("x", "x", "x", "x")
    one = Plan(
        "one", (Edit("/a", b"1", b"2"), Edit("/b", b"1", b"2")), (switch,), check="c", reload="r"
    )
    other = Plan("other", (Edit("/a", b"2", b"3"),), (switch,), check="c", reload="s", risks=("y",))
    both = joined(one, other)
    assert both.edits == (Edit("/a", b"1", b"3"), Edit("/b", b"1", b"2"))
    assert both.commands == (switch,)
    assert (both.check, both.reload) == ("c", "{ r; } && { s; }")
    assert (both.title, both.risks) == ("one; other", ("y",))
    assert joined(Plan("x"), one).reload == "r"


def test_a_repair_that_changes_nothing_is_none() -> None:
    """The permit is in its place already."""
    master = (
        "submission inet n - y - - smtpd\n"
        "  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject\n"
    )
    rule = trace("smtpd_relay_restrictions", "reject")
    found = ask("permit-authenticated-relay", postfix("", master), rule)
    assert not isinstance(found, Plan)
    other = postfix("", master.replace("permit_sasl_authenticated,", ""))
    plan = ask("permit-authenticated-relay", other, rule)
    assert changed(plan, f"{FOLDER}/master.cf") == master.replace(
        "ed,reject", "ed, reject"
    ).replace(", reject", ",reject")
