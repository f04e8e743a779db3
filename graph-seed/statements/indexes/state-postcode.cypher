// Finds State by postcodeKey.
CREATE INDEX state_postcode IF NOT EXISTS FOR (n:State) ON (n.postcodeKey)
