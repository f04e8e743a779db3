// Deletes extracts that were never published, and extracts and measure descriptions that were replaced before a time.
// Parameters: before (milliseconds).
MATCH (gone:Extract|Measure)
WHERE gone.fromGeneration = 2147483647 OR gone.replacedAt < $before
DELETE gone
