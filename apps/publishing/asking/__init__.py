"""Asking us something without an account, and the queue in which staff answer it."""
