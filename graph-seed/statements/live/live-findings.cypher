// Returns code and hash of the findings in a release with one of some hashes. Parameters: release, hashes (null for all findings).
MATCH (finding:Finding)
WHERE finding.fromRelease <= $release < finding.untilRelease AND ($hashes IS NULL OR finding.hash IN $hashes)
RETURN finding.hash AS hash, finding.code AS code
