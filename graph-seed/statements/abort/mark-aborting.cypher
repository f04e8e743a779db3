// Begins to undo a load that was not finished. Parameters: owner, id.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (release:Release {id: $id})
WHERE release.status <> 'LOADED'
SET release.status = 'ABORTING'
RETURN release.number AS number
