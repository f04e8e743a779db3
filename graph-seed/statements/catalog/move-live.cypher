// Makes another loaded release live. Returns no row if the id is not a loaded release. Parameters: owner, id.
MATCH (lock:Lock {id: 'load'})
SET lock.asked = $owner
REMOVE lock.asked
WITH lock
WHERE lock.owner = $owner
MATCH (catalog:Catalog {id: 'catalog'})
MATCH (release:Release {id: $id, status: 'LOADED'})
SET catalog.live = release.number
RETURN release.number AS number
