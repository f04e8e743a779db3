import { dayNumber } from '../facts/first-change';
import { sizeOf, untilOf } from '../staging/record-entry';
import { FileWindow } from './file-window';
import { RecordTable } from './record-table';

/** What threads share of the memo of a release. */
export interface SharedMemo {
  /** The open file. */
  readonly descriptor: number;
  /** See RecordTable. */
  readonly slots: SharedArrayBuffer;
  /** The publication date of the release. */
  readonly date: string;
}

/** What was read of the records of a release, by the text of the record. */
export class RecordMemo {
  private readonly file: FileWindow;
  private readonly table: RecordTable;
  private readonly since: string;

  constructor({ descriptor, slots, date }: SharedMemo) {
    this.file = new FileWindow(descriptor);
    this.table = new RecordTable(slots);
    this.since = date;
  }

  /**
   * Returns the entry of a record if it is the same on another day, else null. The bytes are valid until the next call.
   */
  find(key: string, date: string): Uint8Array | null {
    const offset = date < this.since ? 0 : this.table.find(key);
    if (offset === 0) return null;
    const head = this.file.entryAt(offset);
    if (untilOf(head) <= dayNumber(date)) return null;
    return head.subarray(0, sizeOf(head));
  }
}
