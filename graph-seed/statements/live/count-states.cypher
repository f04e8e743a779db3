// Counts the states in a release. Parameters: release.
MATCH (state:State)
WHERE state.fromRelease <= $release < state.untilRelease
RETURN 'states' AS kind, count(*) AS count
