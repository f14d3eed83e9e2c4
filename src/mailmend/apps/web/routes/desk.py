"""The desk of support engineers (``apps/web/desk``)."""

from __future__ import annotations

from mailmend.apps.web.desk.assembly import desk_router

router = desk_router()
