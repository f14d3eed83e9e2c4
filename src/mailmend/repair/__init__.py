"""From recorded attempts to the device's replay and the smallest change that makes sending work.

Everything here is pure: it walks over dialogues that were really held.
"""

from mailmend.repair.ground import Ground
from mailmend.repair.outcome import Outcome, outcome
from mailmend.repair.replay import replay_device
from mailmend.repair.search import best_working, furthest_progress, smallest_repair
from mailmend.repair.settings import Settings

__all__ = [
    "Ground",
    "Outcome",
    "Settings",
    "best_working",
    "furthest_progress",
    "outcome",
    "replay_device",
    "smallest_repair",
]
