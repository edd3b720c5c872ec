//! Joins documents and replication: input in, effects out.
