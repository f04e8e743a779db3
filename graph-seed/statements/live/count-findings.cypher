// How many findings a release has. Parameters: release.
MATCH (finding:Finding)
WHERE finding.fromRelease <= $release < finding.untilRelease
RETURN 'findings' AS kind, count(*) AS count
