"""What the API takes and gives, as its OpenAPI document says it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints

from mailmend.io.store.runs import Kind, State, StoredRun

Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Password = Annotated[SecretStr, Field(min_length=1, max_length=1024)]


class Strict(BaseModel):
    """A body without unknown names."""

    model_config = ConfigDict(extra="forbid")


class DiagnosisIn(Strict):
    """A case to diagnose."""

    case: dict[str, Any] = Field(
        description="The case of the contract: at least `address`; what is missing is unknown.",
        examples=[{"address": "alice@customer.example", "outgoing": {"username": ""}}],
    )
    password: Password | None = Field(
        None, description="Used once, over verified TLS to the mail server only, and never kept."
    )


class VerificationIn(Strict):
    """A message to send really, with the settings that a diagnosis saw working."""

    diagnosis: Id
    password: Password
    recipient: str | None = Field(
        None, max_length=320, description="Another mailbox of the same domain; else the own one."
    )


class RunOut(BaseModel):
    """A diagnosis or a verification, and how far it is."""

    id: Id
    kind: Kind
    state: State
    address: str
    created_at: datetime
    ended_at: datetime | None = None
    sends: Literal["yes", "no", "unknown"] | None = None
    cause: str | None = Field(None, description="The primary cause, proven or likely.")
    problem: str | None = None


class RunWhole(RunOut):
    """The same with what came of it."""

    report: dict[str, Any] | None = Field(None, description="`mailmend.report/1`")
    verification: dict[str, Any] | None = None


class RunPage(BaseModel):
    """A part of the list; `next` is the cursor of the next part."""

    items: list[RunOut]
    next: str | None = None


class TextIn(Strict):
    """One text, with what is known of where it was seen."""

    text: str = Field(min_length=1, max_length=64 * 1024)
    stage: str | None = Field(None, max_length=40)
    mta: str | None = Field(None, max_length=40)


class ExplainIn(Strict):
    """Texts to explain."""

    texts: list[TextIn] = Field(min_length=1, max_length=100)


class ExplainOut(BaseModel):
    """One `mailmend.meaning/1` document for each text, in order."""

    meanings: list[dict[str, Any]]


class CauseOut(BaseModel):
    """A cause of the catalogue; `page` in the answer for one cause only."""

    id: str
    group: str
    title: str
    where: str
    page: str | None = None


class RemediesOut(BaseModel):
    """The fixes, for each audience."""

    remedies: list[dict[str, Any]]


class SettingsOut(BaseModel):
    """What was tried for sending and receiving: works, refused, untried or fails, and why."""

    outgoing: list[dict[str, Any]]
    incoming: list[dict[str, Any]]


class PublishIn(Strict):
    """A diagnosis whose working settings are to be published for the whole domain."""

    diagnosis: Id
    organization: str = Field("", max_length=100)


class PublishedOut(BaseModel):
    """The published settings of a domain."""

    domain: str
    organization: str
    incoming: dict[str, Any]
    outgoing: dict[str, Any]
    verified_at: datetime
    verified_with: str


class WebhookIn(Strict):
    """Where to send the news."""

    url: str = Field(max_length=2000, pattern=r"^https://")


class WebhookOut(BaseModel):
    """A webhook; the secret is told once, in the answer that makes it."""

    id: Id
    url: str
    created_at: datetime
    secret: str | None = None


def run_out(run: StoredRun, address: str) -> RunOut:
    """A run for a list."""
    return RunOut(**_fields(run, address))


def run_whole(run: StoredRun, address: str) -> RunWhole:
    """A run with its results."""
    verification = (run.result or {}).get("verification")
    return RunWhole(**_fields(run, address), report=run.report, verification=verification)


def _fields(run: StoredRun, address: str) -> dict[str, Any]:
    return {
        "id": run.id,
        "kind": run.kind,
        "state": run.state,
        "address": address,
        "created_at": run.created_at,
        "ended_at": run.ended_at,
        "sends": run.sends,
        "cause": run.cause,
        "problem": run.problem,
    }
