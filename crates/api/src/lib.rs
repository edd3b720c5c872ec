//! What the screens and the core say to each other.
