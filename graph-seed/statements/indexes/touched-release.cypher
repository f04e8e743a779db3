// Finds Touched by release.
CREATE INDEX touched_release IF NOT EXISTS FOR (n:Touched) ON (n.release)
