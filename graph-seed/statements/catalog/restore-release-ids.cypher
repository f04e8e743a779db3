// Gives sample releases their id back after the load of the release that was to replace them was aborted. Parameters: owner.
MATCH (:Lock {id: 'load', owner: $owner})
MATCH (release:Release)
WHERE release.id <> release.publicationDate
SET release.id = release.publicationDate
