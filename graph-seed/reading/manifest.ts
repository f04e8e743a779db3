import { many, once, textOf, value } from './element-table';
import type { Attributes } from './namespaces';

export type CodeList = 'role' | 'relationship' | 'recordClass';

/** An entry of a code list. */
export interface Concept {
  readonly list: CodeList;
  readonly code: string;
  readonly name: string;
}

/** The elements Manifest and CodeSystems of one file. Each text is as published, or null if the file has none. */
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

/** Builds the manifest from the elements before Organisations. */
export class ManifestBuilder {
  readonly values = new Map<string, string>();
  private readonly primaryRoles = new Set<string>();
  private readonly concepts: Concept[] = [];
  private list: CodeList | undefined;

  startList(name: string | null): void {
    this.list = LISTS[name ?? ''];
  }

  addConcept({ id, displayName }: Attributes): void {
    const code = upper(id);
    if (this.list && code) this.concepts.push({ list: this.list, code, name: displayName?.trim() || code });
  }

  addPrimaryRole({ id }: Attributes): void {
    this.primaryRoles.add(upper(id));
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
}

function upper(text: string | undefined): string {
  return text?.trim().toUpperCase() ?? '';
}

interface HasManifest {
  readonly manifest: ManifestBuilder;
}

const published = (name: string) =>
  value<HasManifest>(name, ({ manifest }, text) => {
    if (text !== null) manifest.values.set(name, text);
  });

/** The elements that a file may contain apart from its records. */
export const MANIFEST_ELEMENTS = [
  once<HasManifest>('Manifest', {}, [
    published('Version'),
    published('PublicationType'),
    published('PublicationSource'),
    published('PublicationDate'),
    published('PublicationSeqNum'),
    published('FileCreationDateTime'),
    published('RecordCount'),
    published('ContentDescription'),
    once('PrimaryRoleScope', {}, [
      many('PrimaryRole', { open: ({ manifest }, attributes) => manifest.addPrimaryRole(attributes) }),
    ]),
  ]),
  once<HasManifest>('CodeSystems', {}, [
    many('CodeSystem', { open: ({ manifest }, { name }) => manifest.startList(textOf(name)) }, [
      many('concept', { open: ({ manifest }, attributes) => manifest.addConcept(attributes) }),
    ]),
  ]),
];
