"""Everything the portal keeps as one file that fits either database, and back again."""
