"""Following by e-mail: who asked for news, how they say yes, what they hear, how they stop."""
