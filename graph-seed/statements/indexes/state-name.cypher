// Finds State by nameKey.
CREATE INDEX state_name IF NOT EXISTS FOR (n:State) ON (n.nameKey)
