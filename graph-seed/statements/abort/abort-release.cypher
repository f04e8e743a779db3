// Deletes a release whose load was undone. Parameters: release.
MATCH (release:Release {number: $release, status: 'ABORTING'})
DELETE release
