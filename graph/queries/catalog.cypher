// Returns the loaded releases, newest first, each with the live release and the generation of the measures. No keys.
MATCH (catalog:Catalog {id: 'catalog'})
OPTIONAL MATCH (release:Release)
WHERE release.status = 'LOADED'
RETURN catalog.live AS live, catalog.generation AS generation, catalog.measuredBy AS measuredBy, release.id AS id,
  release.number AS number, release.sequence AS sequence, release.publicationDate AS publicationDate,
  release.sha256 AS sha256, toString(release.loadedAt) AS loadedAt, release.organisations AS organisations,
  release.relationships AS relationships
ORDER BY number DESC
