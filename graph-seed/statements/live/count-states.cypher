// How many records and targets without one a release has. Parameters: release.
MATCH (state:State)
WHERE state.fromRelease <= $release < state.untilRelease
RETURN 'states' AS kind, count(*) AS count
