// Deletes extracts that were never published or were replaced before a time, and what measures were called before it.
// Parameters: before (milliseconds).
MATCH (gone:Extract|Measure)
WHERE gone.fromGeneration = 2147483647 OR gone.replacedAt < $before
DELETE gone
