// Returns organisation code and hash of the roles in a release with one of some hashes. Parameters: release, hashes (null for all roles).
MATCH (organisation:Organisation)-[:HOLDS]->(role:Role)
WHERE role.fromRelease <= $release < role.untilRelease AND ($hashes IS NULL OR role.hash IN $hashes)
RETURN role.hash AS hash, organisation.code AS code
