"""Words and lists: one set of screens over every small table that records choose from."""
