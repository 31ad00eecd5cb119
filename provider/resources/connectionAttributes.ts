import type { Attributes, NestedAttribute, PlainAttribute } from '../schema/attribute.ts';

/** How a database is reached: of a plan's source, and of a restore's target. */
export const hostAttribute: PlainAttribute = {
  type: 'string',
  given: 'optional',
  description:
    'Host name or address of the server, or the absolute path of the folder that holds its unix socket; with a bastion, as it is called there. In its place: `instance`.',
};

export const portAttribute: PlainAttribute = {
  type: 'number',
  given: 'defaulted',
  default: 5432,
  description:
    'TCP port, or the number in the name of the unix socket; that of an instance is asked for. Default: 5432.',
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

/** Where a secret is that is in no plan, such as an address that something is sent to. */
export function keptAttribute(given: 'required' | 'optional', description: string): NestedAttribute {
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

/** A managed server; the engine says that one of them is given. */
export const instanceAttribute: NestedAttribute = {
  nesting: 'single',
  given: 'optional',
  description:
    'A managed server, by region and identifier, in place of `host` and `port`: they are asked for when they are needed. One of these.',
  attributes: {
    aws_rds: named(
      'Amazon RDS or Aurora. Takes `rds:DescribeDBInstances`, and `rds:DescribeDBClusters` for a cluster.',
      {
        id: { type: 'string', given: 'required', description: 'Identifier of a DB instance, or of an Aurora cluster.' },
      },
    ),
    alibaba_rds: named('ApsaraDB RDS of Alibaba Cloud. Takes `rds:DescribeDBInstanceNetInfo`.', {
      id: { type: 'string', given: 'required', description: 'Id of the instance.' },
      network: network(),
    }),
    alibaba_polardb: named('PolarDB of Alibaba Cloud. Takes `polardb:DescribeDBClusterEndpoints`.', {
      id: { type: 'string', given: 'required', description: 'Id of the cluster.' },
      network: network(),
    }),
  },
};

function named(description: string, attributes: Attributes): NestedAttribute {
  const place: PlainAttribute = { type: 'string', given: 'required', description: 'Its region.' };
  return { nesting: 'single', given: 'optional', description, attributes: { region: place, ...attributes } };
}

function network(): PlainAttribute {
  return {
    type: 'string',
    given: 'defaulted',
    default: 'private',
    description: 'Which of its addresses to take: `private` (the default), that in its VPC, or `public`.',
  };
}

/** The host through which a server is reached by SSH. */
export const bastionAttribute: NestedAttribute = {
  nesting: 'single',
  given: 'optional',
  description: 'The host through which the server is reached by SSH. Default: it is reached directly.',
  attributes: {
    host: { type: 'string', given: 'required', description: 'Host name or address of the bastion.' },
    port: { type: 'number', given: 'defaulted', default: 22, description: 'Port of its sshd. Default: 22.' },
    user: { type: 'string', given: 'required', description: 'Whom to log in as there. A shell is not needed.' },
    host_key: {
      type: 'string',
      given: 'optional',
      description:
        'By which the bastion is recognized: its host key as known_hosts has it, or the fingerprint of it. Default: what the files of known hosts say. A bastion that is not recognized is refused.',
    },
    known_hosts: reference('a file of known hosts is, in place of `host_key`'),
    private_key: {
      nesting: 'single',
      given: 'optional',
      description: "Where the private key is that lets us in, in OpenSSH's form or as PEM. In its place: `agent`.",
      attributes: keptSecret,
    },
    passphrase: {
      nesting: 'single',
      given: 'optional',
      description: 'Where the passphrase of the private key is. Default: it has none.',
      attributes: keptSecret,
    },
    agent: {
      type: 'bool',
      given: 'optional',
      description: 'Let the SSH agent (`SSH_AUTH_SOCK`) of the machine sign. It is never forwarded.',
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
