// Returns the next five thousand codes of a release after one code, in order, whose record has a published status and was last changed between two days.
// Keys: { active, from, until, after, release }; a null part matches everything.
UNWIND range(0, size($keys) - 1) AS at
WITH at, $keys[at] AS key
CALL (key) {
  MATCH (state:State)
  WHERE state.code > key.after AND state.fromRelease <= key.release < state.untilRelease AND NOT state.unresolved
    AND (key.active IS NULL OR (coalesce(state.status, '') = 'ACTIVE') = key.active)
    AND (key.from IS NULL OR state.lastChanged >= key.from)
    AND (key.until IS NULL OR state.lastChanged <= key.until)
  RETURN state.code AS code ORDER BY code LIMIT 5000
}
RETURN at, code
