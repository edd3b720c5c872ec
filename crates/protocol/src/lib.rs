//! What travels between replicas: ids, records, version vectors, rosters, frames, limits.
