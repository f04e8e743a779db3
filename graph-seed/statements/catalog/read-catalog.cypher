// The live pointer and what else the catalog says.
MATCH (catalog:Catalog {id: 'catalog'})
RETURN catalog.live AS live, catalog.sample AS sample, timestamp() - catalog.sweeping AS sweeping
