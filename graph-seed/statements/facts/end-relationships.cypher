// Ends relationships and successions that the release no longer has. Idempotent. Parameters: owner, release, rows of [hash, code].
MATCH (lock:Lock {id: 'load', owner: $owner})
UNWIND $rows AS row
MATCH (:Organisation {code: row[1]})-[link]->(:Organisation)
WHERE link.hash = row[0] AND link.fromRelease < $release AND link.untilRelease > $release
SET link.untilRelease = $release
RETURN count(*) AS ended
