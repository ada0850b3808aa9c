"""Pages of the log: logging for staff, the register for everybody."""
