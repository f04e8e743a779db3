// Waits until all indexes are online. Parameters: seconds.
CALL db.awaitIndexes($seconds)
