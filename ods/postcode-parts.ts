/** A whole postcode, split into the parts that postcodes are stored by: 'SO23 8DQ' is the unit 'DQ' of the sector 'SO23 8'. */
export interface PostcodeParts {
  /** The letters at the beginning, for example 'SO'. */
  readonly area: string;
  /** The outward part, a space and one digit, for example 'SO23 8'. */
  readonly sector: string;
  /** The last two letters, for example 'DQ'. */
  readonly unit: string;
}

const POSTCODE = /^(([A-Z]{1,2})[0-9][A-Z0-9]?)([0-9])([A-Z]{2})$/;
const OUTWARD = /^([A-Z]{1,2})[0-9][A-Z0-9]?$/;
const SECTOR = /^(([A-Z]{1,2})[0-9][A-Z0-9]?) +([0-9])$/;

/** Splits a postcode in any case and with any spaces. Returns null for a text that has not the form of a whole postcode. */
export function postcodeParts(text: string): PostcodeParts | null {
  const [, outward, area, digit, unit] = POSTCODE.exec(text.toUpperCase().replace(/\s+/g, '')) ?? [];
  return outward && area && digit && unit ? { area, sector: `${outward} ${digit}`, unit } : null;
}

/** The postcodes of a sector or of an outward part: their area, and what their sectors start with. */
export interface PostcodeGroup {
  readonly area: string;
  /** 'SO23 8' for a sector, 'SO23 ' for an outward part. */
  readonly sectors: string;
}

/** Reads an outward part ('SO23') or a sector, which needs its space ('SO23 8'). Returns null for any other text. */
export function postcodeGroup(text: string): PostcodeGroup | null {
  const bare = text.toUpperCase().trim();
  const [, inSector, ofSector, digit] = SECTOR.exec(bare) ?? [];
  if (inSector && ofSector && digit) return { area: ofSector, sectors: `${inSector} ${digit}` };
  const [outward, area] = OUTWARD.exec(bare) ?? [];
  return outward && area ? { area, sectors: `${outward} ` } : null;
}
