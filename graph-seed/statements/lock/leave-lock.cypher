// Releases the load lock. Parameters: owner.
MATCH (lock:Lock {id: 'load', owner: $owner})
REMOVE lock.owner, lock.heartbeat, lock.askedBy
