"""Pictures of records: read safely, kept without what they give away, shown while they may be."""
