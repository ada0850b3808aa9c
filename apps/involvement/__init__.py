"""The log: activities in which people were involved, from a note on a phone to the public
register."""
