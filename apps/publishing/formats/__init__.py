"""Accessible versions of what is public: Easy Read, films, sound, large print, other languages."""
