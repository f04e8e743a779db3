// Takes a batch in hand; a second time violates uniqueness. No row: the lock is lost. Parameters: owner, release, batch.
MATCH (lock:Lock {id: 'load', owner: $owner})
CREATE (:Batch {release: $release, name: $batch})
RETURN lock.owner AS owner
