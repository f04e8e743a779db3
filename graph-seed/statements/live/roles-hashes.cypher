// Returns the hashes of all roles in a release, in lists. Parameters: release.
MATCH (role:Role)
WHERE role.fromRelease <= $release < role.untilRelease
RETURN 'roles' AS kind, left(role.hash, 2) AS part, collect(role.hash) AS hashes
