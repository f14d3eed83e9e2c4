"""What the server keeps: cases, runs, links, limits, audit; in SQLite or PostgreSQL."""
