// Moves the live pointer to another loaded release. Parameters: owner, id.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (catalog:Catalog {id: 'catalog'})
MATCH (release:Release {id: $id, status: 'LOADED'})
SET catalog.live = release.number
RETURN release.number AS number
