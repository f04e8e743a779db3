// Reopens relationships and successions that a release ended. Parameters: release.
MATCH (:Organisation)-[link]->(:Organisation)
WHERE link.untilRelease = $release
CALL (link) { SET link.untilRelease = 2147483647 } IN TRANSACTIONS OF 5000 ROWS
