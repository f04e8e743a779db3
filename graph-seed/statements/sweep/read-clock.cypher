// Returns the time of the database in milliseconds. No keys.
RETURN timestamp() AS now
