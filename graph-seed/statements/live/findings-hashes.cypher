// Returns the hashes of all findings in a release, in lists. Parameters: release.
MATCH (finding:Finding)
WHERE finding.fromRelease <= $release < finding.untilRelease
RETURN 'findings' AS kind, left(finding.hash, 2) AS part, collect(finding.hash) AS hashes
