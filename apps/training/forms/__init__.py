"""The questions of training: of booking, of a course and of its sessions."""
