"""What the command line of the portal can do for every app."""
