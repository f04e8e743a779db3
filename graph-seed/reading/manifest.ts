import type { Attributes } from './xml';

export type CodeList = 'role' | 'relationship' | 'recordClass';

/** An entry of a code list. */
export interface Concept {
  readonly list: CodeList;
  readonly code: string;
  readonly name: string;
}

/** The elements Manifest and CodeSystems of one file. Texts as published; null when missing. */
export interface Manifest {
  readonly version: string | null;
  readonly publicationType: string | null;
  readonly publicationSource: string | null;
  readonly publicationDate: string | null;
  readonly sequence: string | null;
  readonly recordCount: string | null;
  readonly content: string | null;
  /** Role codes that may be primary. */
  readonly primaryRoles: ReadonlySet<string>;
  readonly concepts: readonly Concept[];
}

const LISTS: Readonly<Record<string, CodeList>> = {
  OrganisationRole: 'role',
  OrganisationRelationship: 'relationship',
  OrganisationRecordClass: 'recordClass',
};

/** Builds the manifest from the XML events before the element Organisations. */
export class ManifestBuilder {
  private readonly values = new Map<string, string>();
  private readonly primaryRoles = new Set<string>();
  private readonly concepts: Concept[] = [];
  private list: CodeList | undefined;

  open(name: string, attributes: Attributes): void {
    const value = attributes.value?.trim();
    if (name === 'CodeSystem') this.list = LISTS[attributes.name?.trim() ?? ''];
    else if (name === 'concept') this.addConcept(attributes);
    else if (name === 'PrimaryRole') this.primaryRoles.add(upper(attributes.id));
    else if (value) this.values.set(name, value);
  }

  build(): Manifest {
    const text = (name: string) => this.values.get(name) ?? null;
    return {
      version: text('Version'),
      publicationType: text('PublicationType'),
      publicationSource: text('PublicationSource'),
      publicationDate: text('PublicationDate'),
      sequence: text('PublicationSeqNum'),
      recordCount: text('RecordCount'),
      content: text('ContentDescription'),
      primaryRoles: this.primaryRoles,
      concepts: this.concepts,
    };
  }

  private addConcept({ id, displayName }: Attributes): void {
    const code = upper(id);
    if (this.list && code) this.concepts.push({ list: this.list, code, name: displayName?.trim() || code });
  }
}

function upper(text: string | undefined): string {
  return text?.trim().toUpperCase() ?? '';
}
