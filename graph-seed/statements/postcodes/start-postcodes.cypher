// Starts the next generation of the postcodes. Idempotent. Returns no row if the lock is lost or another generation was published.
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
WHERE coalesce(catalog.postcodes, 0) = $generation - 1
  OR (catalog.postcodes = $generation AND catalog.locatedBy = $owner)
SET catalog.postcodes = $generation, catalog.locatedBy = $owner
RETURN catalog.postcodes AS generation
