// Deletes relationships and successions that a release created. Parameters: owner, release.
// Each small transaction locks the lock node and tests its owner.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (:Organisation)-[link]->(:Organisation)
WHERE link.fromRelease = $release
CALL (link) {
  MATCH (lock:Lock {id: 'load'})
  SET lock.asked = $owner
  REMOVE lock.asked
  WITH lock
  WHERE lock.owner = $owner
  DELETE link
} IN TRANSACTIONS OF 5000 ROWS
