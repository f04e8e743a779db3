// Removes all other releases from the catalog; their facts are deleted later. Parameters: owner, kept.
MATCH (lock:Lock {id: 'load'})
SET lock.asked = $owner
REMOVE lock.asked
WITH lock
WHERE lock.owner = $owner
MATCH (catalog:Catalog {id: 'catalog'})
WHERE catalog.live IN $kept
MATCH (release:Release {status: 'LOADED'})
WHERE NOT release.number IN $kept
SET catalog.sweeping = timestamp()
DETACH DELETE release
