import type { S3Address } from './address.ts';
import type { Failure } from './failure.ts';
import type { Deed, Explanation } from './s3Error.ts';

type Explain = (failure: Failure, deed: Deed, address: S3Address) => Explanation;

const reach = 'check the endpoint, the network in between, firewalls and proxies, then run again';

/** Why there was no reply: https://nodejs.org/api/errors.html#common-system-errors, https://nodejs.org/api/tls.html#x509-certificate-error-codes */
export const connectionCauses: Readonly<Record<string, Explain>> = {
  ECONNREFUSED: cause('the connection was refused', 'is the service running, and is the port right?'),
  ENOTFOUND: cause(
    'the name of the host is not known',
    'check the endpoint, the region and the name service (DNS); in a shell the address is to be in quotes, or it ends before the first &',
  ),
  EAI_AGAIN: cause('the name service (DNS) does not answer', reach),
  ETIMEDOUT: cause('the connection timed out', reach),
  TimeoutError: cause('no answer came in time', reach),
  ECONNRESET: cause('the connection was cut', reach),
  ECONNABORTED: cause('the connection was cut', reach),
  EPIPE: cause('the connection was cut', reach),
  EHOSTUNREACH: cause('the host cannot be reached', reach),
  ENETUNREACH: cause('the network cannot be reached', reach),
  EPROTO: cause('no TLS is spoken there', 'write http:// instead of https:// if that is meant'),
  ERR_SSL_WRONG_VERSION_NUMBER: cause('no TLS is spoken there', 'write http:// instead of https:// if that is meant'),
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_HAS_EXPIRED: cause('the TLS certificate has expired', "renew the certificate, or set this machine's clock"),
  CERT_NOT_YET_VALID: cause('the TLS certificate is not valid yet', "set this machine's clock"),
  ERR_TLS_CERT_ALTNAME_INVALID: (failure, deed, address) => ({
    ...cause('the TLS certificate is for another name', 'name the host as its certificate does')(
      failure,
      deed,
      address,
    ),
    ...(!address.pathStyle && {
      hint: `with path-style=true in the address the bucket is no part of the host's name, which certificates often do not cover`,
    }),
  }),
};

function cause(what: string, hint: string): Explain {
  return ({ code }, _, address) => ({ what: `${what} (${code})${placeOf(address)}`, hint });
}

function placeOf({ endpoint }: S3Address): string {
  return endpoint ? `, at ${endpoint}` : ', at Amazon S3, for no endpoint is given';
}

function untrusted({ code }: Failure, _: Deed, address: S3Address): Explanation {
  return {
    what: `nobody here vouches for the TLS certificate (${code})${placeOf(address)}`,
    hint: 'give the certificate of its authority: NODE_EXTRA_CA_CERTS=/path/of/ca.pem',
  };
}
