"""The public pages of projects and partners."""
