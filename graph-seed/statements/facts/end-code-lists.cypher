// Ends code list entries that were removed or changed. Idempotent. Parameters: owner, release, rows of [list, code].
MATCH (lock:Lock {id: 'load', owner: $owner})
UNWIND $rows AS row
MATCH (entry:CodeListEntry {list: row[0], code: row[1]})
WHERE entry.fromRelease < $release AND entry.untilRelease > $release
SET entry.untilRelease = $release
RETURN count(*) AS ended
