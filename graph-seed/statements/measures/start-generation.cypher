// Starts the next generation of the measures. Idempotent. Returns no row if the lock is lost or another generation was published.
// Setting and removing a property locks a node. Parameters: owner, generation.
MATCH (lock:Lock {id: 'load'})
SET lock.asked = $owner
REMOVE lock.asked
WITH lock
WHERE lock.owner = $owner
MATCH (catalog:Catalog {id: 'catalog'})
SET catalog.asked = $owner
REMOVE catalog.asked
WITH catalog
WHERE coalesce(catalog.generation, 0) = $generation - 1
  OR (catalog.generation = $generation AND catalog.measuredBy = $owner)
SET catalog.generation = $generation, catalog.measuredBy = $owner
RETURN catalog.generation AS generation
