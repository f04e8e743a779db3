// Records that no facts are waiting for deletion. Parameters: owner.
MATCH (lock:Lock {id: 'load'})
SET lock.asked = $owner
REMOVE lock.asked
WITH lock
WHERE lock.owner = $owner
MATCH (catalog:Catalog {id: 'catalog'})
REMOVE catalog.sweeping
