//! The relay: a small server that keeps sealed records and cannot read them.
