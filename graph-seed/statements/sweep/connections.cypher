// Returns the connections of all clients of this server with their user agents. Fails if the user may not see them, or the server does not allow the procedure.
CALL dbms.listConnections() YIELD connectionId, userAgent, clientAddress, connectTime
RETURN connectionId AS id, coalesce(userAgent, '') AS agent, coalesce(clientAddress, '') AS address
ORDER BY connectTime, id
