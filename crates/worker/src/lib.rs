//! The engine's shell in a Web Worker.
