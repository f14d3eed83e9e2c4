"""One file per target: renders the changes it knows as something a person can apply."""
