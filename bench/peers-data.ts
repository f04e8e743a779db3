import neo4j, { type Session } from 'neo4j-driver';
import type { Codes } from './peer-queries';

/**
 * Writes the data for @neo4j/graphql into our graph, copied from the live release: one label, no history, only the links
 * that are active on the publication date.
 */
export function preparePeers(database: Database): Promise<void> {
  return withSession(database, async (session) => {
    for (const text of STATEMENTS) await session.run(text);
  });
}

/** Returns the codes that the queries use, after `preparePeers`. */
export function codesForPeers(database: Database): Promise<Codes> {
  return withSession(database, async (session) => {
    const codes = async (text: string) => (await session.run(text)).records.map((record) => record.get(0) as string);
    return {
      any: await codes('MATCH (p:PeerOrganisation) WITH p ORDER BY reverse(p.code) LIMIT 20000 RETURN p.code'),
      locations: await codes('MATCH (p:PeerOrganisation)-[:PEER_LOCATION]->() RETURN DISTINCT p.code ORDER BY p.code'),
      regions: await codes('MATCH ()-[:PEER_ICB]->(p:PeerOrganisation) RETURN DISTINCT p.code ORDER BY p.code'),
    };
  });
}

export interface Database {
  readonly uri: string;
  readonly user: string;
  readonly password: string;
}

async function withSession<Result>(database: Database, work: (session: Session) => Promise<Result>): Promise<Result> {
  const driver = neo4j.driver(database.uri, neo4j.auth.basic(database.user, database.password));
  const session = driver.session();
  try {
    return await work(session);
  } finally {
    await session.close();
    await driver.close();
  }
}

const LIVE = 'MATCH (c:Catalog) MATCH (release:Release {number: c.live}) WITH release.number AS n, release.id AS day';
const held = (fact: string) => `${fact}.fromRelease <= n < ${fact}.untilRelease`;
const active = (fact: string) =>
  `any(p IN split(CASE ${fact}.operational WHEN '' THEN ${fact}.legal ELSE ${fact}.operational END, ' ') WHERE p <> '' ` +
  `AND split(p, '/')[0] <= day AND (split(p, '/')[1] = '' OR day <= split(p, '/')[1]))`;

/** Statement that copies links from active sources with a primary role (and optionally another role) to targets with a primary role. */
function links(name: string, types: string, source: string, role: string | null, target: string | null): string {
  return `${LIVE}
    MATCH (s:State) WHERE s.primaryRole = '${source}' AND ${held('s')} AND ${active('s')}
    MATCH (source:Organisation)-[:STATE]->(s)
    ${role ? `MATCH (source)-[:HOLDS]->(h:Role {code: '${role}'}) WHERE ${held('h')} AND ${active('h')}` : ''}
    MATCH (source)-[r:${types}]->(target:Organisation) WHERE ${held('r')} AND ${active('r')}
    MATCH (target)-[:STATE]->(t:State) WHERE ${held('t')} ${target ? `AND t.primaryRole = '${target}'` : ''}
    MATCH (a:PeerOrganisation {code: source.code}), (b:PeerOrganisation {code: target.code})
    MERGE (a)-[:${name}]->(b)`;
}

const STATEMENTS = [
  'MATCH (p:PeerOrganisation) CALL (p) { DETACH DELETE p } IN TRANSACTIONS OF 5000 ROWS',
  'CREATE CONSTRAINT peer_code IF NOT EXISTS FOR (p:PeerOrganisation) REQUIRE p.code IS UNIQUE',
  `MATCH (c:Catalog) WITH c.live AS n MATCH (s:State) WHERE ${held('s')}
   CALL (s) { CREATE (:PeerOrganisation {code: s.code, name: s.name, town: s.town}) } IN TRANSACTIONS OF 5000 ROWS`,
  links('PEER_ICB', 'RE2', 'RO261', null, 'RO209'),
  links('PEER_LOCATION', 'RE2|RE5', 'RO98', 'RO319', 'RO261'),
  links('PEER_PRACTICE', 'RE4', 'RO177', 'RO76', null),
  links('PEER_NETWORK', 'RE8', 'RO177', 'RO76', 'RO272'),
];
