"""The kit without domain nouns that every other app stands on."""
