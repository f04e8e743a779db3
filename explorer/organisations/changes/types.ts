/** Response types of changes.graphql and changes-choices.graphql. */
export interface Change {
  readonly code: string;
  readonly kind: string;
  readonly organisation: { readonly name: string } | null;
  readonly detail: readonly Difference[];
}

export interface Difference {
  readonly what: string;
  readonly id: string | null;
  readonly before: string | null;
  readonly after: string | null;
}

export interface ReleasesAndCodes {
  readonly releases: readonly Release[];
  readonly roles: readonly CodeName[];
  readonly relationshipTypes: readonly CodeName[];
  readonly views: readonly { readonly view: string; readonly description: string }[];
}

export interface Release {
  readonly id: string;
  readonly isLive: boolean;
}

interface CodeName {
  readonly code: string;
  readonly name: string;
}
