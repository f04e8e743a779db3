// Makes a loaded release live. Returns no row if the live release is not the expected one any more.
// Setting and removing a property locks a node. Parameters: owner, number, expected, sample, organisations, relationships, report, sizes.
MATCH (lock:Lock {id: 'load'})
SET lock.asked = $owner
REMOVE lock.asked
WITH lock
WHERE lock.owner = $owner
MATCH (catalog:Catalog {id: 'catalog'})
SET catalog.asked = $owner
REMOVE catalog.asked
WITH catalog
WHERE catalog.live = $expected
MATCH (release:Release {number: $number})
SET catalog.live = $number, catalog.sample = $sample,
  release.status = 'LOADED', release.loadedAt = datetime(), release.organisations = $organisations,
  release.relationships = $relationships, release.report = $report, release.sizes = $sizes
RETURN catalog.live AS live
