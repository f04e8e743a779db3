// Returns where a postcode is, when it was terminated, and its areas. Keys: { area, sector, unit, generation }.
// `units` has a space and two letters for each postcode of the sector, so the text before a unit tells its place in the lists.
// The lists of a sector are read once for all its keys.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
MATCH (area:PostcodeArea {area: key.area})
WHERE area.fromGeneration <= key.generation < area.untilGeneration
MATCH (sector:PostcodeSector {areaNumber: area.number, sector: key.sector})
WITH area, sector, collect([at, ' ' + key.unit]) AS wanted
WITH wanted, area.types AS types, sector.units AS units, sector.latitudes AS latitudes, sector.longitudes AS longitudes,
  sector.terminated AS terminated, sector.areas AS areas, sector.areasOf AS areasOf
UNWIND wanted AS one
WITH one[0] AS at, size(split(units, one[1])[0]) / 3 AS place, types, latitudes, longitudes, terminated, areas, areasOf
WHERE place < size(latitudes)
RETURN at, latitudes[place] AS latitude, longitudes[place] AS longitude, terminated[place] AS terminated, types,
  areas[areasOf[place]] AS areas
