// Says that the owner lives; no row when the lock is lost. Parameters: owner.
MATCH (lock:Lock {id: 'load', owner: $owner})
SET lock.heartbeat = timestamp()
RETURN lock.owner AS owner
