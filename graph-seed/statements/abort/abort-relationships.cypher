// Deletes relationships and successions that a release created. Parameters: release.
MATCH (:Organisation)-[link]->(:Organisation)
WHERE link.fromRelease = $release
CALL (link) { DELETE link } IN TRANSACTIONS OF 5000 ROWS
