// Returns the current generation of the postcodes and the next free number of an area or a file.
MATCH (catalog:Catalog {id: 'catalog'})
OPTIONAL MATCH (n:PostcodeArea|PostcodeFile)
RETURN coalesce(catalog.postcodes, 0) AS generation, coalesce(max(n.number), 0) + 1 AS number
