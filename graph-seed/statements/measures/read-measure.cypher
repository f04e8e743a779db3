// A measure as it is now. Parameters: measure.
MATCH (measure:Measure {id: $measure})
WHERE measure.fromGeneration < measure.untilGeneration AND measure.untilGeneration = 2147483647
RETURN measure.name AS name, measure.unit AS unit, measure.source AS source
