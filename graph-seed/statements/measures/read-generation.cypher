// Returns the current generation of the measures and the number of the next extract.
MATCH (catalog:Catalog {id: 'catalog'})
OPTIONAL MATCH (extract:Extract)
RETURN coalesce(catalog.generation, 0) AS generation, coalesce(max(extract.number), 0) + 1 AS number
