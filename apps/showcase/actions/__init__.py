"""What people do to stories and consents."""
