"""The project: one settings file, the addresses, the two server entry points."""

__version__ = "0.1.0"
