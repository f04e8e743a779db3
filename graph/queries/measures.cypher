// Returns the measures of a generation, one row for each publication date and dimension. Keys: { generation }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (measure:Measure)
WHERE measure.fromGeneration <= key.generation < measure.untilGeneration
MATCH (extract:Extract)
WHERE (extract.measure = measure.id OR extract.measure STARTS WITH measure.id + ' ')
  AND extract.fromGeneration <= key.generation < extract.untilGeneration
RETURN at, measure.id AS id, measure.name AS name, measure.unit AS unit, measure.source AS source, extract.date AS date,
  extract.dimension AS dimension, extract.names AS names
