"""The front door: front page, navigation, health, error pages, loading content."""
