// Returns the loaded releases, newest first, each with the live release and the generations of the measures and postcodes. No keys.
MATCH (catalog:Catalog {id: 'catalog'})
OPTIONAL MATCH (release:Release)
WHERE release.status = 'LOADED'
RETURN catalog.live AS live, catalog.generation AS generation, catalog.measuredBy AS measuredBy,
  catalog.postcodes AS postcodes, catalog.locatedBy AS locatedBy, coalesce(catalog.sample, false) AS isSample, release.id AS id,
  release.number AS number, release.sequence AS sequence, release.publicationDate AS publicationDate,
  release.sha256 AS sha256, toString(release.loadedAt) AS loadedAt, release.organisations AS organisations,
  release.relationships AS relationships
ORDER BY number DESC
