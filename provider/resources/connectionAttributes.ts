import type { Attributes, NestedAttribute, PlainAttribute } from '../schema/attribute.ts';

/** How a database is reached: of a plan's source, and of a restore's target. */
export const hostAttribute: PlainAttribute = {
  type: 'string',
  given: 'required',
  description: 'Host name or address of the server, or the absolute path of the folder that holds its unix socket.',
};

export const portAttribute: PlainAttribute = {
  type: 'number',
  given: 'defaulted',
  default: 5432,
  description: 'TCP port, or the number in the name of the unix socket. Default: 5432.',
};

/** Encryption of the connection. */
export const sslAttribute: NestedAttribute = {
  nesting: 'single',
  given: 'defaulted',
  default: {},
  description: 'Encryption of the connection.',
  attributes: {
    mode: {
      type: 'string',
      given: 'defaulted',
      default: 'prefer',
      description:
        "How far TLS is insisted on, in libpq's terms: `disable`, `prefer` (the default), `require`, `verify-ca` or `verify-full`.",
    },
    root_certificate: reference("the certificate (PEM) of the authority is that signed the server's"),
    client_certificate: reference('the certificate (PEM) is that the client shows; goes with `client_key`'),
    client_key: reference("the client certificate's private key (PEM) is; goes with `client_certificate`"),
  },
};

const region = {
  type: 'string',
  given: 'optional',
  description: "AWS's name of a region. Default: that of the ARN or of the environment.",
} as const;

/** Where a secret is that the state may name: one of these. */
const keptSecret: Attributes = {
  env: { type: 'string', given: 'optional', description: 'Name of an environment variable.' },
  file: { type: 'string', given: 'optional', description: 'Path of a file.' },
  aws_secret: { type: 'string', given: 'optional', description: 'Name or ARN of a secret in AWS Secrets Manager.' },
  key: { type: 'string', given: 'optional', description: 'Field of that secret, where it is a JSON object.' },
  ssm_parameter: {
    type: 'string',
    given: 'optional',
    description: 'Name or ARN of a parameter in AWS Systems Manager Parameter Store.',
  },
  region,
};

/** Where the address is that something is sent to; it often holds a token. */
export function addressAttribute(given: 'required' | 'optional', description: string): NestedAttribute {
  return { nesting: 'single', given, description, attributes: keptSecret };
}

/** Where a password is; the engine says what goes together. */
export const passwordAttribute: NestedAttribute = {
  nesting: 'single',
  given: 'optional',
  description: "Where the role's password is when the plan runs: one of these. In place of `password_wo`.",
  attributes: {
    ...keptSecret,
    rds_iam: {
      nesting: 'single',
      mayBeEmpty: true,
      given: 'optional',
      description: 'A token of IAM authentication of Amazon RDS, made anew for every connection.',
      attributes: { region },
    },
  },
};

function reference(what: string): NestedAttribute {
  return {
    nesting: 'single',
    given: 'optional',
    description: `Where ${what}, on the machine that runs the plan: one of these.`,
    attributes: {
      env: { type: 'string', given: 'optional', description: 'Name of an environment variable.' },
      file: { type: 'string', given: 'optional', description: 'Path of a file.' },
    },
  };
}
