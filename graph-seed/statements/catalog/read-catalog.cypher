// Returns the live release number, whether it is the sample, and for how many milliseconds facts have been waiting for deletion.
MATCH (catalog:Catalog {id: 'catalog'})
RETURN catalog.live AS live, catalog.sample AS sample, timestamp() - catalog.sweeping AS sweeping
