"""Pages of training: what there is, booking, a booking's own page, and the desk of staff."""
