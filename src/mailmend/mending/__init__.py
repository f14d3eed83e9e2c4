"""A repair of a mail server as one transaction: planned, shown, applied, proven, or taken back."""
