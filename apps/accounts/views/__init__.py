"""Pages about people: the list, a person, roles, invitations."""
