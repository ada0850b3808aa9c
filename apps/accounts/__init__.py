"""People who sign in, and the one way to say who may do what."""
