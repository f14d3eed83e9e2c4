"""Wordings of many servers and programs, labelled before the tables were tried on them."""

import json
from pathlib import Path

import pytest

from mailmend.errors import explain

ROWS = [
    json.loads(row)
    for row in (Path(__file__).parents[1] / "fixtures" / "errors" / "products.jsonl")
    .read_text("utf-8")
    .splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_wording_of_a_product(row: dict[str, str]) -> None:
    """The first reading has the label of the row or one that is as good."""
    meaning = explain(row["text"])[0].meaning.replace("-", "_")
    assert meaning == row["label"] or meaning in row["also_ok"]


def test_a_port_is_no_reply_code() -> None:
    """The number of a port behind a host name is not taken for the code of a reply."""
    (reading,) = explain("Connection to mail.b.test:587 failed: Connection refused.")
    assert (reading.meaning, reading.code) == ("connection", None)


def test_an_accepted_step_quoted_in_an_error_is_no_success() -> None:
    """A client that quotes 250 beside its error does not report that all is well."""
    assert explain("SMTP Error (250): Authentication failed.")[0].meaning == "auth-failed"
