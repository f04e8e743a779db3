// Ends findings that the release no longer has. Idempotent. Parameters: owner, release, rows of [hash, code].
MATCH (lock:Lock {id: 'load', owner: $owner})
UNWIND $rows AS row
MATCH (finding:Finding {code: row[1]})
WHERE finding.hash = row[0] AND finding.fromRelease < $release AND finding.untilRelease > $release
SET finding.untilRelease = $release
RETURN count(*) AS ended
