// Returns the measured sizes of releases; null for a release that an older version loaded. Parameters: numbers.
UNWIND $numbers AS number
MATCH (release:Release {number: number})
RETURN number, release.sizes AS sizes
