/** Why the SDL of a subgraph could not be read, and what to do. */
export interface Failure {
  /** One sentence without anything that the subgraph sent. */
  readonly message: string;
  readonly next: string;
}

const CERTIFICATE_NEXT = 'State a certificate of the gateway and its key: tls with cert and key.';

/** By the code of the error of Node or of OpenSSL. */
const BY_CODE: readonly (readonly [codes: RegExp, failure: Failure])[] = [
  [
    /^ECONNREFUSED$/,
    {
      message: 'Nothing listens at its address (ECONNREFUSED).',
      next: 'Start it, correct the host and the port of its url, or provide its SDL as a file.',
    },
  ],
  [
    /^(ENOTFOUND|EAI_\w+)$/,
    { message: 'Its host name is not known.', next: 'Correct the host name of its url, or register it in the DNS.' },
  ],
  [
    /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
    {
      message: 'There is no way to its address.',
      next: 'Check the host of its url, and the network and firewalls between the gateway and it.',
    },
  ],
  [
    /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/,
    { message: 'Its certificate is not valid today.', next: 'Renew its certificate, or correct the clock.' },
  ],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    {
      message: 'Its certificate is for another name.',
      next: 'Correct the host of its url, or state the name in its certificate: tls with serverName.',
    },
  ],
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|CERT_UNTRUSTED|INVALID_CA)$/,
    {
      message: 'Its certificate is not of a known authority.',
      next: 'State the file of its authority: tls with ca.',
    },
  ],
  [
    /^ERR_SSL_\w*(CERTIFICATE_REQUIRED|HANDSHAKE_FAILURE|BAD_CERTIFICATE|UNKNOWN_CA|CERTIFICATE_\w+)$/,
    { message: 'It does not accept the connection of the gateway.', next: CERTIFICATE_NEXT },
  ],
  [
    /^(ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG|ERR_SSL_HTTP_REQUEST)$/,
    { message: 'It does not speak TLS.', next: 'Write http: in its url, or correct the port.' },
  ],
  [/^(ERR_SSL_\w+|EPROTO|CERT_\w+)$/, { message: 'TLS with it fails.', next: 'Check the TLS settings of both sides.' }],
];

/** Explains an error of the connection; undefined for an unknown one. */
export function connectionFailure(error: unknown, url: string): Failure | undefined {
  const { code, name, message = '' } = error as { code?: unknown; name?: string; message?: string };
  const known = BY_CODE.find(([codes]) => typeof code === 'string' && codes.test(code));
  if (known) return known[1];
  if (message.includes('link-local'))
    return { message: 'Its host name leads to a link-local address.', next: 'Correct the host name of its url.' };
  if (name === 'HTTPParserError')
    return {
      message: 'It does not speak HTTP/1.1.',
      next: 'State http2: h2c if it speaks HTTP/2 alone; otherwise correct the port of its url.',
    };
  if (typeof code === 'string' && /^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET)$/.test(code)) return closed(url);
  return undefined;
}

function closed(url: string): Failure {
  const message = 'It closes the connection without an answer.';
  if (url.startsWith('https:'))
    return { message, next: `Read its log. If it asks for a certificate: ${CERTIFICATE_NEXT}` };
  return { message, next: 'Read its log. If it speaks TLS, write https: in its url.' };
}
