// Returns the transactions of other clients that have been open for at least so many milliseconds, the oldest first. Parameters: ms.
SHOW TRANSACTIONS YIELD database, username, connectionId, clientAddress, currentQuery, elapsedTime
WHERE elapsedTime.milliseconds >= $ms AND database <> 'system' AND NOT coalesce(currentQuery, '') CONTAINS 'SHOW TRANSACTIONS'
RETURN username AS user, coalesce(connectionId, '') AS connection, coalesce(clientAddress, '') AS address, elapsedTime.milliseconds AS ms
ORDER BY ms DESC
