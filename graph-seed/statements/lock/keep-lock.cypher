// Renews the load lock. Returns no row if it is lost. Parameters: owner.
MATCH (lock:Lock {id: 'load', owner: $owner})
SET lock.heartbeat = timestamp()
RETURN lock.owner AS owner
