"""Which methods an address of the API has, all of them together (RFC 9110 section 10.2.1)."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from fastapi import FastAPI
from starlette.routing import compile_path


def allowed_methods(app: FastAPI, path: str) -> str:
    """The value of the Allow field for that path; empty where the document has no such path."""
    found = {
        method.upper()
        for template, item in app.openapi()["paths"].items()
        if _pattern(template).match(path)
        for method in item
    }
    return ", ".join(sorted(found))


@lru_cache(maxsize=256)
def _pattern(template: str) -> Any:
    return compile_path(template)[0]
