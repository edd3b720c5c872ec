//! A space's replica: sealing, keys, rosters, who lacks what.
