"""The front page and the small addresses that machines ask for."""
