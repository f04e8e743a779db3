// Finds State by code.
CREATE INDEX state_code IF NOT EXISTS FOR (n:State) ON (n.code)
