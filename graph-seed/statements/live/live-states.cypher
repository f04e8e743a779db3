// Returns code, hash and dates of the states in a release with one of some hashes. Parameters: release, hashes (null for all states).
MATCH (state:State)
WHERE state.fromRelease <= $release < state.untilRelease AND ($hashes IS NULL OR state.hash IN $hashes)
RETURN state.hash AS hash, state.code AS code, state.operational AS operational, state.legal AS legal
