// Deletes states, roles, findings, code list entries and change records that a release created. Parameters: release.
MATCH (fact:State|Role|Finding|CodeListEntry|Touched)
WHERE coalesce(fact.fromRelease, fact.release) = $release
CALL (fact) { DETACH DELETE fact } IN TRANSACTIONS OF 5000 ROWS
