"""What a newcomer finds on a first run: a sign-in for each role, and records marked as examples."""
