"""Staff pages of projects and of partners."""
