import { badInput } from '../../errors';
import { postcodeKey } from '../../ods/normalise';
import { postcodeGroup, postcodeParts } from '../../ods/postcode-parts';
import type { Point } from '../../ods/distance';
import type { Near } from '../../schema/nearby/near';
import type { Context } from '../context';

/** The circle of a search: everything within some metres of a point. */
export interface Circle extends Point {
  readonly metres: number;
}

/** Kilometres of the largest circle. */
export const MAX_KM = 200;

/**
 * Returns the circle that `near` names. Throws BAD_USER_INPUT for a bad circle, for a postcode that is not loaded or has no
 * coordinates, and when no postcodes are loaded.
 */
export async function circleOf(near: Near, context: Pick<Context, 'loaders' | 'snapshot'>): Promise<Circle> {
  const { postcode, latitude, longitude, km } = near;
  if (!(km > 0 && km <= MAX_KM)) throw badInput(`near.km takes more than 0 and at most ${MAX_KM}; got ${km}.`);
  const isPoint = typeof latitude === 'number' && typeof longitude === 'number';
  const isPostcode = typeof postcode === 'string';
  const hasPart = typeof latitude === 'number' || typeof longitude === 'number';
  if (isPostcode ? hasPart : !isPoint) throw badInput('near takes a postcode, or a latitude and a longitude.');
  const metres = Math.round(km * 1_000);
  if (isPoint) {
    requireWithin('latitude', latitude, 90);
    requireWithin('longitude', longitude, 180);
  }
  if (context.snapshot.postcodes === 0)
    throw badInput(
      'near needs postcodes, and none are loaded. The operator loads them with: ods-graph load-postcodes FILE',
    );
  return { ...(isPoint ? { latitude, longitude } : await placeOf(postcode ?? '', context)), metres };
}

function requireWithin(name: string, degrees: number, most: number): void {
  if (Math.abs(degrees) > most) throw badInput(`near.${name} takes -${most} to ${most}; got ${degrees}.`);
}

/** Returns the place of a whole postcode, or the middle of a sector or an outward part. */
async function placeOf(text: string, { loaders, snapshot }: Pick<Context, 'loaders' | 'snapshot'>): Promise<Point> {
  const generation = snapshot.postcodes;
  const shown = text.trim().slice(0, 16);
  if (postcodeParts(text)) {
    const found = await loaders.location.load({ postcode: postcodeKey(text), generation });
    if (found === null) throw badInput(`No postcode '${shown}' is loaded.`);
    if (found.latitude === null || found.longitude === null)
      throw badInput(`The postcode '${shown}' has no published coordinates.`);
    return { latitude: found.latitude, longitude: found.longitude };
  }
  const group = postcodeGroup(text);
  if (group === null)
    throw badInput(
      `near.postcode takes a postcode, its outward part or its sector, for example SO23 8DQ; got '${shown}'.`,
    );
  const centre = await loaders.centre.load({ ...group, generation });
  if (centre === null) throw badInput(`No postcode in '${shown}' is loaded that has coordinates.`);
  return centre;
}
