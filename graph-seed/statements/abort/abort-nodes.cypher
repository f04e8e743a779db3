// Deletes records, roles, findings and code list entries that a release brought. Parameters: release.
MATCH (fact:State|Role|Finding|CodeListEntry|Touched)
WHERE coalesce(fact.fromRelease, fact.release) = $release
CALL (fact) { DETACH DELETE fact } IN TRANSACTIONS OF 5000 ROWS
