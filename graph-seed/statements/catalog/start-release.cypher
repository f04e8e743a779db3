// Creates a release with status LOADING. Idempotent. Parameters: owner, number, id, publicationDate, sequence, sha256, base.
MATCH (lock:Lock {id: 'load', owner: $owner})
MERGE (release:Release {number: $number})
ON CREATE SET release.id = $id, release.publicationDate = $publicationDate, release.sequence = $sequence,
  release.sha256 = $sha256, release.base = $base, release.status = 'LOADING'
RETURN release.number AS number
