"""One file for each group of addresses of the API."""
