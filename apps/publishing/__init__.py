"""The engine that takes a thing from draft to public: states, topics, audiences, the type
registry."""
