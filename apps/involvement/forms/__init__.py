"""Forms of the log: on a phone, at a desk, and for promises."""
