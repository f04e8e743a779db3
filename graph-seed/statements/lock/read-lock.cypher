// Returns the owner of the load lock and the milliseconds since its last renewal. No row if the lock is free.
MATCH (lock:Lock {id: 'load'})
WHERE lock.owner IS NOT NULL
RETURN lock.owner AS owner, timestamp() - lock.heartbeat AS age
