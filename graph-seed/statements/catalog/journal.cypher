// Records a batch in the journal; a second time violates the uniqueness constraint. Returns no row if the lock is lost.
// Parameters: owner, release, batch, attempt (differs in each transaction).
MATCH (lock:Lock {id: 'load', owner: $owner})
CREATE (:Batch {release: $release, name: $batch, attempt: $attempt})
RETURN lock.owner AS owner
