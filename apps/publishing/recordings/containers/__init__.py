"""The containers of film and sound that are taken in: each module knows one, says what of a file is
kept, and refuses what it can't clean for certain."""
