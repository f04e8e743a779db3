// Counts the roles in a release. Parameters: release.
MATCH (role:Role)
WHERE role.fromRelease <= $release < role.untilRelease
RETURN 'roles' AS kind, count(*) AS count
