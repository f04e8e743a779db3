// Returns the extracts of a generation, each with the description of its measure. The series of an extract is the id of the measure, for values by a dimension followed by a space and the dimension. Keys: { generation }.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (extract:Extract)
WHERE extract.fromGeneration <= key.generation < extract.untilGeneration
MATCH (measure:Measure {id: split(extract.measure, ' ')[0]})
WHERE measure.fromGeneration <= key.generation < measure.untilGeneration
RETURN at, extract.number AS number, extract.measure AS series, measure.id AS measure, measure.name AS name,
  measure.unit AS unit, measure.source AS source, extract.date AS date, extract.dimension AS dimension
