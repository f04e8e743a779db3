// Returns code, hash and dates of every state in a release. Parameters: release.
MATCH (state:State)
WHERE state.fromRelease <= $release < state.untilRelease
RETURN state.hash AS hash, state.code AS code, state.operational AS operational, state.legal AS legal
