import { createSecureContext } from 'node:tls';
import type { TlsSettings } from '../../subgraphs/http/settings';

/** Reads the files of the TLS settings of a subgraph, and checks them. Rejects with an error that names the setting. */
export async function readCertificates(
  tls: TlsSettings,
  readFile: (path: string) => Promise<string>,
): Promise<TlsSettings> {
  const { ca, cert, key, ...others } = tls;
  const read = async (setting: 'ca' | 'cert' | 'key', path: string | undefined) => {
    if (path === undefined) return {};
    const text = await readFile(path).catch((error: Error) => {
      throw new Error(`tls.${setting} cannot be read: ${error.message}`);
    });
    return { [setting]: text };
  };
  const authorities = await read('ca', ca);
  const identity = { ...(await read('cert', cert)), ...(await read('key', key)) };
  check('tls.ca is not a list of certificates in PEM', authorities);
  check('tls.cert and tls.key are not a certificate and its key in PEM', { ...identity, passphrase: tls.passphrase });
  return { ...others, ...authorities, ...identity };
}

function check(problem: string, parts: TlsSettings): void {
  const isText = parts.ca === undefined || parts.ca.includes('-----BEGIN CERTIFICATE-----');
  try {
    createSecureContext(parts);
    if (isText) return;
  } catch (error) {
    throw new Error(`${problem}: ${(error as Error).message}`);
  }
  throw new Error(problem);
}
