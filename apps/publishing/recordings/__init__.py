"""Films and sound of records: kept without what they give away, shown while they may be."""
