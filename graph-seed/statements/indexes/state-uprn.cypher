// Finds State by uprn.
CREATE INDEX state_uprn IF NOT EXISTS FOR (n:State) ON (n.uprn)
