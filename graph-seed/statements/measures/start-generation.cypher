// Begins the next generation of the measures; a second time changes nothing. No row: the lock is lost, or it is not the next.
// Parameters: owner, generation.
MATCH (lock:Lock {id: 'load', owner: $owner})
MATCH (catalog:Catalog {id: 'catalog'})
SET catalog.asked = $owner
REMOVE catalog.asked
WITH catalog
WHERE coalesce(catalog.generation, 0) = $generation - 1
  OR (catalog.generation = $generation AND catalog.measuredBy = $owner)
SET catalog.generation = $generation, catalog.measuredBy = $owner
RETURN catalog.generation AS generation
