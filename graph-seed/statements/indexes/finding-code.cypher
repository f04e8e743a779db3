// Finds Finding by code.
CREATE INDEX finding_code IF NOT EXISTS FOR (n:Finding) ON (n.code)
