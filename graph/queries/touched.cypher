// Returns the organisations that each release after one and up to another changed. Parameters: after, upTo.
MATCH (touched:Touched)
WHERE $after < touched.release <= $upTo
RETURN touched.code AS code, touched.release AS release
