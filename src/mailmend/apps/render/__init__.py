"""What people see of a report: composed once as blocks, drawn for the terminal or as a page."""
