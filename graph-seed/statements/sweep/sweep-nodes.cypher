// Deletes states, roles, findings and code list entries that are in no release. Parameters: releases.
MATCH (fact:State|Role|Finding|CodeListEntry)
WHERE none(number IN $releases WHERE fact.fromRelease <= number < fact.untilRelease)
CALL (fact) { DETACH DELETE fact } IN TRANSACTIONS OF 5000 ROWS
