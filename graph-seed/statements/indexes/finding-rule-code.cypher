// Finds Finding by rule, ordered by code.
CREATE INDEX finding_rule_code IF NOT EXISTS FOR (n:Finding) ON (n.rule, n.code)
