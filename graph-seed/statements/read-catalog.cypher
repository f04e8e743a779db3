// The live pointer and what else the catalog says.
MATCH (catalog:Catalog {id: 'catalog'})
RETURN catalog.live AS live, catalog.sample AS sample, catalog.sweeping AS sweeping
