/** What changes.graphql and changes-choices.graphql are answered with. */
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

export interface Choices {
  readonly releases: readonly Release[];
  readonly roles: readonly Coded[];
  readonly relationshipTypes: readonly Coded[];
}

export interface Release {
  readonly id: string;
  readonly isLive: boolean;
}

interface Coded {
  readonly code: string;
  readonly name: string;
}
