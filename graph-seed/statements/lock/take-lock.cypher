// Acquires the load lock if it is free, ours, abandoned (its owner is `free`) or stale. Returns no row otherwise. Parameters: owner, free, staleMs.
MERGE (lock:Lock {id: 'load'})
SET lock.askedBy = $owner
WITH lock
WHERE lock.owner IS NULL OR lock.owner IN [$owner, $free] OR lock.heartbeat < timestamp() - $staleMs
SET lock.owner = $owner, lock.heartbeat = timestamp()
RETURN lock.owner AS owner
