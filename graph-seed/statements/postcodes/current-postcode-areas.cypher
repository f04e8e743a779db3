// Returns the postcode areas that are read now, with the file that each was loaded from.
MATCH (area:PostcodeArea {untilGeneration: 2147483647})
WHERE area.fromGeneration < 2147483647
MATCH (file:PostcodeFile {number: area.file})
RETURN area.area AS area, area.postcodes AS postcodes, file.name AS file, file.date AS date
