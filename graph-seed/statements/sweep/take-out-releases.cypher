// Takes the other releases out of the catalog; their facts are swept afterwards. Parameters: kept.
MATCH (catalog:Catalog {id: 'catalog'})
WHERE catalog.live IN $kept
MATCH (release:Release {status: 'LOADED'})
WHERE NOT release.number IN $kept
SET catalog.sweeping = timestamp()
DETACH DELETE release
