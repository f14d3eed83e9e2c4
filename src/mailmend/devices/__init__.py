"""How mail programs behave: one file per program, pure, used to replay a device's own dialogue."""
