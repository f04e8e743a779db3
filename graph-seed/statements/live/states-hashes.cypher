// Returns the hashes of all states in a release, in lists. Parameters: release.
MATCH (state:State)
WHERE state.fromRelease <= $release < state.untilRelease
RETURN 'states' AS kind, left(state.hash, 2) AS part, collect(state.hash) AS hashes
