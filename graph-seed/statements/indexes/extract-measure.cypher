// Finds extracts by measure.
CREATE INDEX extract_measure IF NOT EXISTS FOR (n:Extract) ON (n.measure)
