// Deletes organisations without any fact. Parameters: owner.
// Each small transaction locks the lock node and tests its owner.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (organisation:Organisation)
WHERE NOT EXISTS { (organisation)--() }
CALL (organisation) {
  MATCH (lock:Lock {id: 'load'})
  SET lock.asked = $owner
  REMOVE lock.asked
  WITH lock
  WHERE lock.owner = $owner
  DELETE organisation
} IN TRANSACTIONS OF 5000 ROWS
