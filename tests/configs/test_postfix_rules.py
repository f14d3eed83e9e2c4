"""What restriction lists come to for one envelope: what decides, and what stays open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mailmend.configs.postfix import Postfix, parse_postfix
from mailmend.configs.postfix_asking import Envelope
from mailmend.configs.postfix_domains import Answers, Question
from mailmend.configs.postfix_rules import Ruling, rule

ALICE = Envelope(
    client="203.0.113.9",
    helo="smtpclient.apple",
    sender="alice@customer.example",
    login="alice@customer.example",
    recipient="bob@elsewhere.example",
)
STRANGER = replace(ALICE, login="")
HOME = "virtual_mailbox_domains = customer.example\nmynetworks = 127.0.0.0/8\n"


def config(**lists: str) -> Postfix:
    """A Postfix with these lists in its submission service."""
    overrides = "".join(
        f"  -o {{ smtpd_{name}_restrictions = {value} }}\n" for name, value in lists.items()
    )
    return parse_postfix(HOME, HOME, f"submission inet n - y - - smtpd\n{overrides}")


def ruled(envelope: Envelope = ALICE, answers: Answers | None = None, **lists: str) -> Ruling:
    """What these lists come to."""
    postfix = config(**lists)
    return rule(postfix, postfix.services[0], envelope, answers or {})


def outcome(envelope: Envelope = ALICE, answers: Answers | None = None, **lists: str) -> str:
    """Only whether it passes."""
    return ruled(envelope, answers, **lists).outcome


def test_the_stock_submission_service_lets_the_logged_in_pass_and_nobody_else() -> None:
    """As shipped, and with the permit in the list of clients."""
    stock = "permit_sasl_authenticated,reject"
    assert outcome(relay=stock, recipient="") == "permit"
    assert outcome(STRANGER, relay=stock, recipient="") == "reject"
    assert outcome(client="permit_sasl_authenticated,reject") == "permit"


def test_a_permit_ends_its_own_list_only() -> None:
    """The next list is walked all the same (SMTPD_ACCESS_README)."""
    found = ruled(client="permit_sasl_authenticated", relay="permit_mynetworks,reject")
    assert (found.outcome, found.parameter, found.kind) == (
        "reject",
        "smtpd_relay_restrictions",
        "relay",
    )


@pytest.mark.parametrize("list_", ["permit_mynetworks,reject_unauth_destination", "reject"])
def test_a_relay_list_without_the_permit_refuses_as_relay(list_: str) -> None:
    """The rule that decides is named."""
    found = ruled(relay=list_)
    assert found.outcome == "reject"
    assert found.rule == list_.rpartition(",")[2]


def test_a_recipient_of_the_own_domain_is_no_relaying() -> None:
    """reject_unauth_destination leaves it to the next rule."""
    own = replace(ALICE, recipient="carol@Customer.example")
    assert outcome(own, relay="reject_unauth_destination") == "permit"


def test_a_client_of_the_own_networks_passes() -> None:
    """permit_mynetworks, also with prefixes left out."""
    own = replace(STRANGER, client="127.0.0.1")
    assert outcome(own, relay="permit_mynetworks,reject") == "permit"


def test_the_order_decides() -> None:
    """A permit after the refusal comes too late; before it, it helps."""
    late = "reject_non_fqdn_helo_hostname,permit_sasl_authenticated"
    bare = replace(ALICE, helo="iphone")
    early = ",".join(reversed(late.split(",")))
    assert ruled(bare, recipient=late).kind == "helo"
    assert outcome(bare, recipient=early) == "permit"


def test_warnings_refuse_nobody() -> None:
    """warn_if_reject is for the next rule alone."""
    assert outcome(relay="warn_if_reject reject") == "permit"
    assert outcome(relay="warn_if_reject reject, reject") == "reject"


def test_a_name_that_must_exist_is_a_question_first() -> None:
    """Undecided until answered; then refused or passed."""
    asked = Question("name", "smtpclient.apple")
    first = ruled(helo="reject_unknown_helo_hostname")
    assert (first.outcome, first.questions) == ("permit", (asked,))
    assert first.undecided == ("reject_unknown_helo_hostname",)
    assert outcome(answers={asked: False}, helo="reject_unknown_helo_hostname") == "defer"
    assert outcome(answers={asked: True}, helo="reject_unknown_helo_hostname") == "permit"


def test_a_blocklist_is_asked_in_reverse() -> None:
    """RFC 5782; a list that wants one answer of several stays open."""
    asked = Question("listed", "9.113.0.203.zen.example")
    found = ruled(answers={asked: True}, client="reject_rbl_client zen.example")
    assert (found.outcome, found.kind) == ("reject", "blocklist")
    assert found.rule == "reject_rbl_client zen.example"
    some = ruled(client="reject_rbl_client zen.example=127.0.0.3")
    assert some.undecided == ("reject_rbl_client zen.example=127.0.0.3",)
    six = ruled(replace(ALICE, client="2001:db8::1"), client="reject_rbl_client zen.example")
    assert six.questions[0].key.startswith("1.0.0.0.")


def sender_map(owner: str) -> dict[Question, str | bool | None]:
    """The answers of a sender map with that owner."""
    return {
        Question("table", "alice@customer.example", "hash:/o"): owner,
        Question("table", "@customer.example", "hash:/o"): "",
    }


@pytest.mark.parametrize(
    ("owner", "known", "any_"),
    [
        ("alice@customer.example", "permit", "permit"),
        ("carol, ALICE@customer.example", "permit", "permit"),
        ("carol", "reject", "reject"),
        ("", "permit", "reject"),
    ],
)
def test_a_sender_must_belong_to_the_login(owner: str, known: str, any_: str) -> None:
    """One without an owner passes only the rule about known senders."""
    postfix = parse_postfix(
        f"{HOME}smtpd_sender_login_maps = hash:/o\n",
        "",
        "587 inet n - y - - smtpd -o smtpd_sender_restrictions=$x\n",
    )
    service = postfix.services[0]
    for name, wanted in (
        ("reject_known_sender_login_mismatch", known),
        ("reject_sender_login_mismatch", any_),
        ("reject_authenticated_sender_login_mismatch", any_),
    ):
        one = replace(service, overrides={"smtpd_sender_restrictions": name})
        assert rule(postfix, one, ALICE, sender_map(owner)).outcome == wanted


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ("OK", "permit"),
        ("DUNNO", "reject"),
        ("REJECT not here", "reject"),
        ("554 5.7.1 go away", "reject"),
        ("450 4.7.1 later", "defer"),
        ("permit_sasl_authenticated", "permit"),
        ("", "reject"),
    ],
)
def test_an_access_table_acts_by_its_entry(entry: str, wanted: str) -> None:
    """access(5); another restriction may stand there too."""
    asked = {
        Question("table", key, "hash:/a"): entry if key == "customer.example" else ""
        for key in ("alice@customer.example", "customer.example", "example", "alice@")
    }
    assert outcome(answers=asked, sender="check_sender_access hash:/a, reject") == wanted


def test_the_words_of_a_table_are_kept() -> None:
    """They tell the reason better than the rule's name."""
    asked = {Question("table", "203.0.113.9", "cidr:/c"): "550 5.7.23 SPF fail"}
    found = ruled(answers=asked, recipient="check_client_access cidr:/c")
    assert found.text == "550 5.7.23 SPF fail"


def test_a_policy_service_that_is_down_defers_and_one_that_runs_is_left_open() -> None:
    """What it would say cannot be told without asking it."""
    asked = Question("answers", "inet:127.0.0.1:10023")
    rules = "check_policy_service inet:127.0.0.1:10023, reject_unauth_destination"
    assert ruled(answers={asked: False}, recipient=rules).kind == "policy-down"
    running = ruled(answers={asked: True}, recipient=rules)
    assert (running.outcome, running.kind) == ("reject", "relay")


def test_nothing_is_sure_past_a_rule_that_may_have_permitted() -> None:
    """An unknown table before the refusal is named."""
    found = ruled(relay="check_client_access mysql:/x, reject_unauth_destination")
    assert found.undecided == ("check_client_access mysql:/x",)


def test_rules_that_are_not_known_are_left_open_and_refuse_nobody() -> None:
    """Newer versions have newer rules."""
    found = ruled(relay="reject_in_the_year_2040, permit")
    assert (found.outcome, found.undecided) == ("permit", ("reject_in_the_year_2040",))


def test_classes_of_restrictions_are_walked_into() -> None:
    """Also one that names itself."""
    postfix = parse_postfix(
        f"{HOME}smtpd_restriction_classes = own, loop\nown = permit_mynetworks, reject\n"
        "loop = loop\n",
        "",
        "587 inet n - y - - smtpd -o smtpd_relay_restrictions=own\n"
        "588 inet n - y - - smtpd -o smtpd_relay_restrictions=loop\n",
    )
    assert rule(postfix, postfix.services[0], ALICE, {}).outcome == "reject"
    assert rule(postfix, postfix.services[1], ALICE, {}).outcome == "permit"


def test_a_client_that_is_not_known_is_a_stranger_and_asks_no_blocklist() -> None:
    """No address is made up."""
    unknown = replace(ALICE, client="", login="")
    found = ruled(unknown, client="reject_rbl_client zen.example", relay="permit_mynetworks,reject")
    assert found.outcome == "reject"
    assert found.questions == ()


def table(where: str, **entries: str) -> dict[Question, str | bool | None]:
    """The answers of one table: these entries, and none for whatever else is asked."""

    class Answered(dict[Question, "str | bool | None"]):
        """Every other key of that table has no entry."""

        def __contains__(self, question: object) -> bool:
            return isinstance(question, Question) and question.where == where

        def __missing__(self, question: Question) -> str:
            return ""

    return Answered({Question("table", key, where): text for key, text in entries.items()})


def test_a_table_that_cannot_be_asked_puts_mail_off() -> None:
    """451 4.3.0, as Postfix answers then; it is not the same as not knowing."""
    failing: Answers = {
        Question("table", "alice@customer.example", "hash:/a"): False,
        Question("table", "alice@customer.example", "hash:/o"): False,
    }
    found = ruled(answers=failing, sender="check_sender_access hash:/a")
    assert (found.outcome, found.kind) == ("defer", "table")
    owners = parse_postfix(
        HOME + "smtpd_sender_login_maps = hash:/o\n",
        HOME,
        "submission inet n - y - - smtpd\n"
        "  -o smtpd_sender_restrictions=reject_sender_login_mismatch\n",
    )
    found = rule(owners, owners.services[0], ALICE, failing)
    assert (found.outcome, found.kind) == ("defer", "table")


def test_the_entry_that_decides_is_kept_with_its_key() -> None:
    """So that its line can be found."""
    answers = table("hash:/a", **{"customer.example": "REJECT not here"})
    end = ruled(answers=answers, sender="check_sender_access hash:/a").end
    assert (end.table, end.key, end.entry) == ("hash:/a", "customer.example", "REJECT not here")


def test_a_client_is_looked_up_by_its_name_first() -> None:
    """One whose name does not lead back to it is called unknown; networks are not names."""
    name = Question("client-name", "203.0.113.9")
    answers = table("hash:/c", **{"access.example": "REJECT", "unknown": "REJECT", "203": "OK"})
    rules = "check_client_access hash:/c, reject"
    assert name in ruled(answers=answers, client=rules).questions

    class Named(dict[Question, "str | bool | None"]):
        """The table's answers, and the client's name."""

        def __init__(self, called: str) -> None:
            super().__init__({name: called})
            self.called = called

        def __contains__(self, question: object) -> bool:
            return True

        def __missing__(self, question: Question) -> str | bool | None:
            return self.called if question == name else answers[question]

    for called in ("a.access.example", "unknown"):
        assert ruled(answers=Named(called), client=rules).end.entry == "REJECT"
    assert outcome(answers=Named("a.other.example"), client=rules) == "permit"
    asked = ruled(client="check_client_access cidr:/c").questions
    assert name not in asked


def test_a_login_may_be_refused_by_name() -> None:
    """check_sasl_access; strangers have none."""
    answers = table("hash:/s", **{"alice@customer.example": "REJECT left us"})
    rules = "check_sasl_access hash:/s"
    assert outcome(answers=answers, recipient=rules) == "reject"
    assert outcome(STRANGER, answers=answers, recipient=rules) == "permit"


def test_rules_at_data_count_too() -> None:
    """They are met after the recipient."""
    found = ruled(data="reject_unauth_pipelining, reject")
    assert (found.outcome, found.parameter) == ("reject", "smtpd_data_restrictions")
    assert outcome(end_of_data="check_policy_service inet:127.0.0.1:1") == "permit"


LISTED = """virtual_mailbox_domains = customer.example
virtual_mailbox_maps = hash:/boxes
smtpd_reject_unlisted_sender = yes
"""


def test_an_own_sender_that_does_not_exist_is_refused_where_that_is_asked_for() -> None:
    """reject_unlisted_sender; foreign senders are not looked up."""
    service = "submission inet n - y - - smtpd\n"
    postfix = parse_postfix(LISTED, LISTED, service)

    def with_boxes(**entries: str) -> Ruling:
        return rule(postfix, postfix.services[0], ALICE, table("hash:/boxes", **entries))

    refused = with_boxes()
    assert (refused.outcome, refused.parameter, refused.kind) == (
        "reject",
        "smtpd_reject_unlisted_sender",
        "sender",
    )
    assert with_boxes(**{"alice@customer.example": "alice/"}).outcome == "permit"
    assert with_boxes(**{"@customer.example": "all/"}).outcome == "permit"
    foreign = replace(ALICE, sender="x@elsewhere.example")
    assert rule(postfix, postfix.services[0], foreign, {}).outcome == "permit"
    off = parse_postfix(LISTED.replace("yes", "no"), "", service)
    assert rule(off, off.services[0], ALICE, {}).outcome == "permit"
    open_ = parse_postfix(LISTED.replace("hash:/boxes", ""), "", service)
    assert rule(open_, open_.services[0], ALICE, {}).outcome == "permit"
