// Returns code and hash of every finding in a release. Parameters: release.
MATCH (finding:Finding)
WHERE finding.fromRelease <= $release < finding.untilRelease
RETURN finding.hash AS hash, finding.code AS code
