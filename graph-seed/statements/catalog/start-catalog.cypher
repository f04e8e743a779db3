// Creates the catalog of an empty graph. Idempotent.
MERGE (catalog:Catalog {id: 'catalog'})
ON CREATE SET catalog.live = 0, catalog.generation = 0, catalog.sample = false
