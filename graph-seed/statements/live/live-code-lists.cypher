// Returns the code lists of a release. Parameters: release.
MATCH (entry:CodeListEntry)
WHERE entry.fromRelease <= $release < entry.untilRelease
RETURN entry.list AS list, entry.code AS code, entry.name AS name, entry.canBePrimary AS canBePrimary
