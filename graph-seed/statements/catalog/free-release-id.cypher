// Renames the sample release that has the id of the release being loaded. Parameters: owner, number, id.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (release:Release {id: $id, status: 'LOADED'})
WHERE release.number <> $number
SET release.id = release.id + '-sample'
