// Nothing is left to sweep.
MATCH (catalog:Catalog {id: 'catalog'})
REMOVE catalog.sweeping
