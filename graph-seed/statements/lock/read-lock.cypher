// Who holds the lock, and how long ago it was last seen, in milliseconds.
MATCH (lock:Lock {id: 'load'})
WHERE lock.owner IS NOT NULL
RETURN lock.owner AS owner, timestamp() - lock.heartbeat AS age
