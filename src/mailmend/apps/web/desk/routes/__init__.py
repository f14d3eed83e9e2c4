"""One file for each group of the desk's addresses; each has a ``router``."""
