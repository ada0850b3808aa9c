"""The portal as it is set up, built and started for real."""
