// Returns the current name, unit and source of a measure. Parameters: measure.
MATCH (measure:Measure {id: $measure})
WHERE measure.fromGeneration < measure.untilGeneration AND measure.untilGeneration = 2147483647
RETURN measure.name AS name, measure.unit AS unit, measure.source AS source
