// The documents that the Relay compiler reads. It writes what the program imports to __generated__, and relay.json for the
// gateway. A build with babel-plugin-relay replaces each of these by an import of its artifact.
import { graphql } from 'relay-runtime';

export const practiceQuery = graphql`
  query documentsPracticeQuery($code: ID!, $date: LocalDate) {
    organisation(code: $code, asOf: { date: $date }) {
      id
      code
      name
      moment {
        date
      }
      address {
        town
      }
      belongsTo(kind: ICB) {
        organisations {
          id
          code
          name
        }
      }
      relationships(types: ["RE4"], includeInactive: true) {
        edges {
          node {
            id
            isActive
            target {
              id
              code
              belongsTo(kind: ICB) {
                organisations {
                  id
                  code
                }
              }
            }
          }
        }
      }
      roles {
        id
        isActive
        role {
          code
        }
      }
    }
  }
`;

// A list whose pages are joined. All arguments but those of the page are part of the list, also without `filters`.
export const pagesQuery = graphql`
  query documentsPagesQuery($code: ID!, $date: LocalDate, $first: Int!, $after: String) {
    organisation(code: $code, asOf: { date: $date }) {
      id
      children(view: COMMISSIONING, kinds: [GP_PRACTICE], first: $first, after: $after)
        @connection(key: "documents_children") {
        edges {
          node {
            id
            code
          }
        }
      }
    }
  }
`;

export const twoListsQuery = graphql`
  query documentsTwoListsQuery($code: ID!) {
    organisation(code: $code) {
      id
      practices: children(view: COMMISSIONING, kinds: [GP_PRACTICE], first: 2) @connection(key: "documents_practices") {
        edges {
          node {
            id
            code
          }
        }
      }
      networks: children(view: COMMISSIONING, kinds: [PCN], first: 2) @connection(key: "documents_networks") {
        edges {
          node {
            id
            code
          }
        }
      }
    }
  }
`;

export const rulesQuery = graphql`
  query documentsRulesQuery($release: ID!) {
    findingRules(asOf: { release: $release }) {
      id
      count
    }
  }
`;

export const addressQuery = graphql`
  query documentsAddressQuery($code: ID!, $date: LocalDate) {
    organisation(code: $code, asOf: { date: $date }) {
      id
      address {
        postcode
      }
    }
  }
`;

// As they come: the field is null, and nothing says why.
export const partialQuery = graphql`
  query documentsPartialQuery($code: ID!) {
    good: organisation(code: $code) {
      code
    }
    bad: organisation(code: $code, asOf: { release: "1999-01-01" }) {
      code
    }
  }
`;

// Each error where it arose, as { ok: false, errors }.
export const catchQuery = graphql`
  query documentsCatchQuery($code: ID!) {
    good: organisation(code: $code) {
      code
    }
    bad: organisation(code: $code, asOf: { release: "1999-01-01" }) @catch {
      code
    }
  }
`;

// The field that must be there takes its parent with it: here the whole response is null.
export const requiredQuery = graphql`
  query documentsRequiredQuery($code: ID!) {
    good: organisation(code: $code) {
      code
    }
    bad: organisation(code: $code, asOf: { release: "1999-01-01" }) @required(action: LOG) {
      code
    }
  }
`;

// Any error in a field that the query reads is thrown.
export const throwQuery = graphql`
  query documentsThrowQuery($code: ID!) @throwOnFieldError {
    good: organisation(code: $code) {
      code
    }
    bad: organisation(code: $code, asOf: { release: "1999-01-01" }) {
      code
    }
  }
`;
