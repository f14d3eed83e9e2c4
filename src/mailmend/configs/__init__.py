"""One file per mail server's configuration: text in, settings with file and line out. Pure."""
