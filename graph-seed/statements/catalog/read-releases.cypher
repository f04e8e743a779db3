// Returns every release, finished or not, oldest first.
MATCH (release:Release)
RETURN release.id AS id, release.number AS number, release.sequence AS sequence,
  release.publicationDate AS publicationDate, release.sha256 AS sha256, toString(release.loadedAt) AS loadedAt,
  release.organisations AS organisations, release.relationships AS relationships, release.status AS status,
  release.base AS base, release.report AS report, coalesce(release.sizes CONTAINS '"targets"', false) AS isMeasured
ORDER BY number
