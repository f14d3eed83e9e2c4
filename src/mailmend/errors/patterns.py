"""Regular expressions, compiled when they are first used and kept."""

import re
from functools import cache


@cache
def rx(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The compiled `pattern`; an import costs nothing for a pattern that is never used."""
    return re.compile(pattern, flags)
