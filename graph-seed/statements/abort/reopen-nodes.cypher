// Reopens states, roles, findings and code list entries that a release ended. Parameters: release.
MATCH (fact:State|Role|Finding|CodeListEntry)
WHERE fact.untilRelease = $release
CALL (fact) { SET fact.untilRelease = 2147483647 } IN TRANSACTIONS OF 5000 ROWS
