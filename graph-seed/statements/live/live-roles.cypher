// Returns organisation code and hash of every role in a release. Parameters: release.
MATCH (organisation:Organisation)-[:HOLDS]->(role:Role)
WHERE role.fromRelease <= $release < role.untilRelease
RETURN role.hash AS hash, organisation.code AS code
