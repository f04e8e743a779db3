import type { StateRow } from '../../ods/facts';
import { isUnresolvedIn, nameIn, unpackState } from '../../ods/packed-state';
import { intern } from './intern';

/** The bytes of a record that was unpacked: its object, and the texts that it shares with no other one. */
const UNPACKED_BYTES = 272;

/**
 * A record as the database sends it, which is unpacked when one of its values is read first: most responses have only
 * the code and the name of a record.
 */
export class PackedRecord implements StateRow {
  private named: string | undefined = undefined;
  private unpacked: StateRow | undefined = undefined;

  constructor(
    readonly code: string,
    private readonly packed: string,
  ) {}

  /** Estimated bytes, also for the time after it is unpacked. */
  get bytes(): number {
    return UNPACKED_BYTES + this.packed.length;
  }

  get name() {
    return (this.named ??= nameIn(this.packed));
  }
  get unresolved() {
    return isUnresolvedIn(this.packed);
  }
  get recordClass() {
    return this.values.recordClass;
  }
  get status() {
    return this.values.status;
  }
  get refOnly() {
    return this.values.refOnly;
  }
  get primaryRole() {
    return this.values.primaryRole;
  }
  get operational() {
    return this.values.operational;
  }
  get legal() {
    return this.values.legal;
  }
  get lastChanged() {
    return this.values.lastChanged;
  }
  get line1() {
    return this.values.line1;
  }
  get line2() {
    return this.values.line2;
  }
  get line3() {
    return this.values.line3;
  }
  get town() {
    return this.values.town;
  }
  get county() {
    return this.values.county;
  }
  get postcode() {
    return this.values.postcode;
  }
  get country() {
    return this.values.country;
  }
  get uprn() {
    return this.values.uprn;
  }
  get contacts() {
    return this.values.contacts;
  }

  private get values(): StateRow {
    return (this.unpacked ??= unpackState(this.code, this.packed, intern));
  }
}
