// The end of undoing a load. Parameters: release.
MATCH (release:Release {number: $release, status: 'ABORTING'})
DELETE release
