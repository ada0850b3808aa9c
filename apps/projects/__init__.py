"""What partners do with people: projects, roles, families, and the continuum of five ways."""
