"""Settings for mail programs, served for the operator's own domains."""
