// Returns the searched texts of organisations, one row for each version of a record up to a release. Parameters: $codes, $upTo.
UNWIND $codes AS given
MATCH (organisation:Organisation {code: given})-[:STATE]->(state:State)
WHERE NOT state.unresolved AND state.fromRelease <= $upTo
RETURN organisation.code AS code, state.fromRelease AS fromRelease, state.untilRelease AS untilRelease,
  state.name AS name, state.line1 AS line1, state.line2 AS line2, state.line3 AS line3, state.town AS town,
  state.county AS county, state.postcode AS postcode, state.primaryRole AS primaryRole, state.status AS status,
  state.country AS country, state.lastChanged AS lastChanged, state.operational AS operational, state.legal AS legal,
  EXISTS { (organisation)-[:HOLDS]->(held:Role {code: 'RO76'}) WHERE held.fromRelease <= state.fromRelease < held.untilRelease } AS isPractice,
  COUNT { (organisation)<-[link]-() WHERE link.status = 'ACTIVE' AND link.fromRelease <= state.fromRelease < link.untilRelease } AS dependants,
  [(organisation)-[link:SUCCEEDED_BY]->(successor) WHERE link.fromRelease <= $upTo | [successor.code, link.fromRelease, link.untilRelease]] AS successors
ORDER BY code, fromRelease
