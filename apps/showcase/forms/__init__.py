"""The questions by which stories and consents are written."""
