// Lets a release have the id of the sample's release that it replaces. Parameters: owner, number, id.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (release:Release {id: $id, status: 'LOADED'})
WHERE release.number <> $number
SET release.id = release.id + '-sample'
