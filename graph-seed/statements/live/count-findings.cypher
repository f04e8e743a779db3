// Counts the findings in a release. Parameters: release.
MATCH (finding:Finding)
WHERE finding.fromRelease <= $release < finding.untilRelease
RETURN 'findings' AS kind, count(*) AS count
