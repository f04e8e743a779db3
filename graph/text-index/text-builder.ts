import type { WorkBudget } from '../../work-budget';
import { ColumnBuilder, COLUMNS, valueIn, type Properties } from './values/columns';
import { GrowingBytes, GrowingWords } from './growing';
import { ENDS, type Successor, type TextEntry, type Texts } from './texts';
import { compareWords, Vocabulary } from './vocabulary';

/** A section that is cut after so many words keeps what people type first. */
const MAX_SECTION_WORDS = 30;

/** Collects entries, which must come in the order of their codes, and makes the columns of an index. */
export class TextBuilder {
  private readonly ids = new Map<string, number>();
  private readonly codes: string[] = [];
  private readonly firstOf = new GrowingWords();
  private readonly organisationOf = new GrowingWords();
  private readonly fromRelease = new GrowingWords();
  private readonly untilRelease = new GrowingWords();
  private readonly flags = new GrowingBytes();
  private readonly dependants = new GrowingWords();
  private readonly words = new GrowingWords();
  private readonly starts = new GrowingWords();
  private readonly ends = new GrowingBytes();
  private readonly columns = fromColumns(() => new ColumnBuilder());
  private readonly successors = new Map<number, readonly Successor[]>();

  get lastCode(): string {
    return this.codes.at(-1) ?? '';
  }

  add(entry: TextEntry): void {
    this.addVersion(entry);
    let length = 0;
    entry.sections.forEach((section, at) => {
      const kept = section.slice(0, MAX_SECTION_WORDS);
      for (const word of kept) this.words.push(this.idOf(word));
      length += kept.length;
      if (at < ENDS) this.ends.push(length);
    });
  }

  /** Adds an organisation with all its versions from the texts of an earlier index. */
  copy(texts: Texts, organisation: number, idOf: (wordId: number) => number): void {
    const [from, to] = [texts.firstOf[organisation]!, texts.firstOf[organisation + 1]!];
    for (let version = from; version < to; version++) {
      this.addVersion({
        code: texts.codes[organisation]!,
        fromRelease: texts.fromRelease[version]!,
        untilRelease: texts.untilRelease[version]!,
        isActive: (texts.flags[version]! & 1) === 1,
        kindRank: texts.flags[version]! >> 1,
        dependants: texts.dependants[version]!,
        successors: texts.successors.get(organisation) ?? [],
        properties: fromColumns((name) => valueIn(texts.columns[name], version)),
      });
      for (let at = texts.starts[version]!; at < texts.starts[version + 1]!; at++)
        this.words.push(idOf(texts.words[at]!));
      for (let at = 0; at < ENDS; at++) this.ends.push(texts.ends[version * ENDS + at]!);
    }
  }

  /** Returns the id that a word has in this builder. */
  idOf(word: string): number {
    let id = this.ids.get(word);
    if (id === undefined) this.ids.set(word, (id = this.ids.size));
    return id;
  }

  async finish(work: WorkBudget): Promise<Texts> {
    const sorted = await work.sort([...this.ids.keys()], compareWords);
    const position = new Uint32Array(sorted.length);
    await work.each(sorted.length, (at) => void (position[this.ids.get(sorted[at]!)!] = at));
    this.ids.clear();
    const words = this.words.finish();
    await work.each(words.length, (at) => void (words[at] = position[words[at]!]!));
    this.firstOf.push(this.organisationOf.length);
    this.starts.push(words.length);
    return {
      codes: this.codes,
      firstOf: this.firstOf.finish(),
      organisationOf: this.organisationOf.finish(),
      fromRelease: new Int32Array(this.fromRelease.finish()),
      untilRelease: new Int32Array(this.untilRelease.finish()),
      flags: this.flags.finish(),
      dependants: new Uint16Array(this.dependants.finish()),
      words,
      starts: this.starts.finish(),
      ends: this.ends.finish(),
      columns: fromColumns((name) => this.columns[name].finish()),
      successors: this.successors,
      vocabulary: await Vocabulary.of(sorted, work),
    };
  }

  private addVersion(entry: Omit<TextEntry, 'sections'>): void {
    if (entry.code !== this.lastCode) {
      this.firstOf.push(this.organisationOf.length);
      this.codes.push(entry.code);
    }
    const organisation = this.codes.length - 1;
    if (entry.successors.length > 0) this.successors.set(organisation, entry.successors);
    this.organisationOf.push(organisation);
    this.fromRelease.push(entry.fromRelease);
    this.untilRelease.push(entry.untilRelease);
    this.flags.push((entry.isActive ? 1 : 0) | (entry.kindRank << 1));
    this.dependants.push(Math.min(entry.dependants, 65_535));
    this.starts.push(this.words.length);
    for (const name of COLUMNS) this.columns[name].push(entry.properties[name]);
  }
}

function fromColumns<Value>(make: (name: keyof Properties) => Value): Readonly<Record<keyof Properties, Value>> {
  return Object.fromEntries(COLUMNS.map((name) => [name, make(name)])) as Record<keyof Properties, Value>;
}
