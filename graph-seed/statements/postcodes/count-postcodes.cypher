// Counts the postcodes that are stored of postcode areas. Parameters: numbers.
UNWIND $numbers AS number
MATCH (sector:PostcodeSector {areaNumber: number})
WHERE sector.sector IS NOT NULL
RETURN sum(size(sector.units) / 3) AS count
