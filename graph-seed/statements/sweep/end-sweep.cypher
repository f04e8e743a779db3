// Records that no facts are waiting for deletion.
MATCH (catalog:Catalog {id: 'catalog'})
REMOVE catalog.sweeping
