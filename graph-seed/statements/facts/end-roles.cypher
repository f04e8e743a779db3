// Ends roles that the release no longer has. Idempotent. Parameters: owner, release, rows of [hash, code].
MATCH (lock:Lock {id: 'load', owner: $owner})
UNWIND $rows AS row
MATCH (:Organisation {code: row[1]})-[:HOLDS]->(role)
WHERE role.hash = row[0] AND role.fromRelease < $release AND role.untilRelease > $release
SET role.untilRelease = $release
RETURN count(*) AS ended
