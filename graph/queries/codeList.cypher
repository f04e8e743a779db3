// Returns the entries of a code list: roles, relationship types or record classes. Keys: { list, release }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (entry:CodeListEntry {list: key.list})
WHERE entry.fromRelease <= key.release < entry.untilRelease
RETURN at, entry.code AS code, entry.name AS name, entry.canBePrimary AS canBePrimary
