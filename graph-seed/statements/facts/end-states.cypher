// Ends states that the release no longer has. Idempotent. Parameters: owner, release, rows of [hash, code].
MATCH (lock:Lock {id: 'load', owner: $owner})
UNWIND $rows AS row
MATCH (:Organisation {code: row[1]})-[:STATE]->(state)
WHERE state.hash = row[0] AND state.fromRelease < $release AND state.untilRelease > $release
SET state.untilRelease = $release
RETURN count(*) AS ended
