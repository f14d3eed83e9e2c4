"""Every figure this project states comes from a command here."""
