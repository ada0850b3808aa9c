"""Courses, their sessions, who presents them as equals, and booking that needs no account."""
