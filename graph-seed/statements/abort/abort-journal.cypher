// Deletes the journal of a release that is being undone. Parameters: owner, release.
MATCH (lock:Lock {id: 'load'})
SET lock.asked = $owner
REMOVE lock.asked
WITH lock
WHERE lock.owner = $owner
MATCH (batch:Batch {release: $release})
DELETE batch
