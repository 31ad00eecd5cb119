import type { Attribute, Attributes } from '../schema/attribute.ts';
import { isUnknown, unknown } from '../values/value.ts';
import {
  bastionAttribute,
  hostAttribute,
  instanceAttribute,
  keptAttribute,
  passwordAttribute,
  portAttribute,
  sslAttribute,
} from './connectionAttributes.ts';

/**
 * The fields of the plan document, by their names in Terraform: the same ones, in snake_case. This is the one place that
 * a new field of the document is added to; its way into the document and back follows from the names. What a value may be is the
 * document's to say: the engine checks it.
 *
 * `password_wo` and `password_wo_version` are no fields of the document: they become `source.password`.
 */
export const planAttributes: Attributes = {
  id: {
    type: 'string',
    given: 'defaulted',
    replaces: true,
    description:
      'What every command calls the plan: unique in its repository; 1 to 63 lower-case letters, digits and hyphens. Another id is another plan. Default: made from the name.',
  },
  name: {
    type: 'string',
    given: 'optional',
    description: 'A name for people; need not be unique. Default: the id.',
  },
  source: {
    nesting: 'single',
    given: 'required',
    description: 'The database that is backed up.',
    attributes: sourceAttributes(),
  },
  objects: {
    nesting: 'single',
    given: 'defaulted',
    default: {},
    description: 'Which of its tables. Default: all.',
    attributes: {
      include: {
        type: ['list', 'string'],
        given: 'defaulted',
        default: ['*.*'],
        description:
          'Tables to back up, as patterns `schema.table`, in which `*` stands for any characters and `?` for one. Names are case-sensitive. Default: `["*.*"]`.',
      },
      exclude: {
        type: ['list', 'string'],
        given: 'defaulted',
        default: [],
        description: 'Tables to leave out although they are included.',
      },
      structure_only: {
        type: ['list', 'string'],
        given: 'defaulted',
        default: [],
        description: 'Included tables of which only the definition is kept, not the rows.',
      },
    },
  },
  concurrency: {
    type: 'string',
    given: 'defaulted',
    default: '4',
    description:
      'Connections that read at the same time, from 1 to 64; fewer spare the database. Or `auto`: one is added as long as it makes the reading faster; at most half of those that the server has free, and as many as the machine has processors and memory for. Default: 4.',
  },
  rate_limit: {
    type: 'string',
    given: 'optional',
    description:
      'Upper limit of what is read from the database, of all connections together, such as `50MB/s`. Default: none.',
  },
  incremental: {
    type: 'string',
    given: 'defaulted',
    default: 'auto',
    description:
      '`auto`: what PostgreSQL 17 or newer proves to be unchanged since an older set (`summarize_wal = on`) is not read again; the set is as complete as any. `off`: all is read. Default: `auto`.',
  },
  full_every: {
    type: 'string',
    given: 'defaulted',
    default: '30d',
    description:
      'How old the last set may be for which all was read, before all is read again, such as `7d`. Default: `30d`.',
  },
  audit_percent: {
    type: 'number',
    given: 'defaulted',
    default: 1,
    description:
      'How much of what need not be read is read all the same and compared, as a random sample, from 0 to 100 percent; at least one range, unless it is 0. Default: 1.',
  },
  schedule: {
    nesting: 'single',
    given: 'optional',
    description:
      'When backups start: `days` and `start_at`, or `cron`, or `once`. `pgstow run-due` makes those that are due. Default: when `pgstow backup` is called.',
    attributes: scheduleAttributes(),
  },
  max_age: {
    type: 'string',
    given: 'optional',
    description:
      'How old the newest set may become, such as `26h` or `8d`: `pgstow health` and the data source `pgstow_health` say late when it is older. Default: it follows from the schedule; without one any age.',
  },
  retention: {
    nesting: 'single',
    given: 'optional',
    description:
      'How long sets stay: each that any of these rules keeps, from 1 to 36500 each. The newest set stays whatever they say, and so do pinned ones. Default: all stay.',
    attributes: retentionAttributes(),
  },
  archive_after_days: {
    type: 'number',
    given: 'optional',
    description:
      'How old sets are, in days, when they are archived: what they alone need, of all sets of the repository, is moved to `archive_class` after a backup. The newest set never is, whatever its age, so that it is restored without thawing. Default: no set.',
  },
  archive_class: {
    type: 'string',
    given: 'optional',
    description:
      'The storage class of the bucket that they are moved to, such as `GLACIER_IR`, `GLACIER` or `DEEP_ARCHIVE`. What is in one of the last two is thawed before it is read, which takes hours: a restore does so. Only with `archive_after_days`.',
  },
  lock: {
    nesting: 'single',
    given: 'optional',
    description:
      "Object lock: what sets need is locked in a bucket that was made with S3's object lock, so that nobody can delete or overwrite it, whoever has the credentials of the runs included. Each backup renews it for all sets that stay, and none is removed before its lock has ended. Default: nothing is locked.",
    attributes: lockAttributes(),
  },
  copies: {
    nesting: 'list',
    given: 'optional',
    description:
      'Further repositories that each set is copied to after it was made, in other regions, accounts, services or folders. A copy is complete by itself, with a key and a retention of its own. That one fails makes the run fail, not the set; what is missing later runs copy. Default: none.',
    attributes: {
      repository: {
        type: 'string',
        given: 'required',
        description:
          'Where the copies are kept: a folder, or `s3://bucket/prefix?region=`. A repository of its own, made by `pgstow init`. The machine that runs the plan must allow it in `PGSTOW_ALLOW_COPIES`.',
      },
      retention: {
        nesting: 'single',
        given: 'optional',
        description: 'How long sets stay there, by the rules of `retention`. Default: all stay.',
        attributes: retentionAttributes(),
      },
      lock: {
        nesting: 'single',
        given: 'optional',
        description: 'How its sets are locked there, in the words of `lock`. Default: nothing is locked.',
        attributes: lockAttributes(),
      },
      key: keptAttribute(
        'optional',
        'Where the key is that opens it, when the plan runs: one of these. Its own: not `PGSTOW_KEY`.',
      ),
      passphrase: keptAttribute('optional', 'Where the passphrase is that opens it, in the place of a key.'),
      kms_key: {
        type: 'string',
        given: 'optional',
        description: 'The key of AWS KMS that opens it, by its ARN or id, or as `alias/NAME`, in the place of a key.',
      },
      credentials: {
        nesting: 'single',
        given: 'optional',
        description:
          'An access key for its bucket, where that is of another account or service. Default: the credentials that the machine has for S3.',
        attributes: {
          access_key_id: keptAttribute('required', 'Where the id of an access key is that may read and write there.'),
          secret_access_key: keptAttribute('required', 'Where the secret of that access key is.'),
        },
      },
    },
  },
  cross_border: {
    nesting: 'single',
    given: 'optional',
    description: "Whether the sets may leave the source's region. Default: a repository in another region is refused.",
    attributes: {
      allowed: { type: 'bool', given: 'required', description: 'Whether it may.' },
      reason: {
        type: 'string',
        given: 'optional',
        description: 'Why, or who has decided it: recorded in every set. Needed where it is allowed.',
      },
    },
  },
  hooks: {
    nesting: 'single',
    mayBeEmpty: true,
    given: 'optional',
    description:
      'Commands before and after a backup, run on the machine that runs the plan; only where `PGSTOW_ALLOW_HOOKS=1` is set there: elsewhere every run of the plan fails, before anything is read. Default: none.',
    attributes: {
      before: commandsAttribute(
        'Commands that are run one after the other before anything is read. One that fails, or takes too long, fails the run.',
      ),
      after: commandsAttribute(
        'Commands that are run one after the other once those before were begun, whatever came of it. One that fails is a warning.',
      ),
      time_limit: {
        type: 'string',
        given: 'defaulted',
        default: '10m',
        description: 'How long one command may take, such as `10m` or `1h`, at most `24h`. Default: `10m`.',
      },
    },
  },
  drill: {
    nesting: 'single',
    given: 'optional',
    description:
      'When the newest set is restored into a throwaway PostgreSQL for practice, and what is checked there beside counts and hashes. Default: when `pgstow drill` is called; nothing.',
    attributes: {
      schedule: {
        nesting: 'single',
        given: 'optional',
        description:
          'When drills start: `days` and `start_at`, or `cron`, or `once`. `pgstow run-due` makes those that are due, after the backups. Default: when `pgstow drill` is called.',
        attributes: scheduleAttributes(),
      },
      assertions: {
        nesting: 'list',
        given: 'optional',
        description: 'What must hold in the restored database, beside the proof of its rows. Default: nothing.',
        attributes: {
          name: { type: 'string', given: 'required', description: 'What is asserted, in words of at most one line.' },
          sql: {
            type: 'string',
            given: 'required',
            description:
              'One `SELECT` that gives one row with one boolean: true passes. It can only read, for 5 minutes at most. Tables are to be named with their schemas.',
          },
        },
      },
    },
  },
  notifications: {
    nesting: 'list',
    given: 'optional',
    description: 'Who is told of backups and drills that fail, succeed, are skipped or missed. Default: nobody.',
    attributes: {
      webhook: keptAttribute(
        'required',
        'Where the address is that a message is posted to, when the plan runs: one of these. The address is in no state.',
      ),
      format: {
        type: 'string',
        given: 'defaulted',
        default: 'json',
        description: '`json`, a document, or `slack`, a text as Slack, Mattermost and others take it. Default: `json`.',
      },
      on: {
        type: ['list', 'string'],
        given: 'defaulted',
        default: ['failure', 'missed'],
        description: 'Any of `failure`, `success`, `skipped` and `missed`. Default: `["failure", "missed"]`.',
      },
    },
  },
  ping: keptAttribute(
    'optional',
    'Where the address is that gets a GET after every set that is made, for a service that raises an alarm when it stays out: one of these. Default: none.',
  ),
  paused: {
    type: 'bool',
    given: 'defaulted',
    atFirst: false,
    description:
      'While true no run of the plan starts; its sets stay. Where it is not given it stays as it is, at first false: `pgstow pause` and `start` change it too.',
  },
};

function commandsAttribute(description: string): Attribute {
  return {
    type: ['list', ['list', 'string']],
    given: 'defaulted',
    default: [],
    description: `${description} Each is a list of its words, such as \`[["systemctl", "stop", "import"]]\`; no shell.`,
  };
}

function lockAttributes(): Attributes {
  return {
    mode: {
      type: 'string',
      given: 'required',
      description:
        '`GOVERNANCE`: who has `s3:BypassGovernanceRetention` can still delete it. `COMPLIANCE`: nobody can, the owner of the account included.',
    },
    days: {
      type: 'number',
      given: 'required',
      description:
        'For so many days from the last backup, from 1 to 3650, nothing that a kept set needs can be deleted; at most a quarter longer. Each backup renews it.',
    },
  };
}

function retentionAttributes(): Attributes {
  return {
    keep_days: { type: 'number', given: 'optional', description: 'Every set that is younger than so many days.' },
    keep_last: { type: 'number', given: 'optional', description: 'So many sets, the newest ones.' },
    keep_hourly: keepOfEach('hours'),
    keep_daily: keepOfEach('days'),
    keep_weekly: keepOfEach('weeks (ISO 8601)'),
    keep_monthly: keepOfEach('months'),
    keep_yearly: keepOfEach('years'),
  };
}

function keepOfEach(periods: string): Attribute {
  const description = `The newest set of each of the last so many ${periods} that have one, in UTC.`;
  return { type: 'number', given: 'optional', description };
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function scheduleAttributes(): Attributes {
  return {
    days: {
      type: ['list', 'string'],
      given: 'defaulted',
      default: ({ start_at = null, cron = null, once = null }) => {
        if ([start_at, cron, once].some(isUnknown)) return unknown;
        return start_at !== null && cron === null && once === null ? weekdays : null;
      },
      description: 'Days of the week on which runs start: `mon` to `sun`. Default: every day.',
    },
    start_at: {
      type: ['list', 'string'],
      given: 'optional',
      description: 'Times of these days, in the time zone, such as `["01:00", "13:00"]`.',
    },
    cron: {
      type: 'string',
      given: 'optional',
      description: 'In place of days and times: a cron expression of five fields, such as `7 1 * * mon-fri`.',
    },
    time_zone: {
      type: 'string',
      given: 'defaulted',
      default: ({ once = null }) => (isUnknown(once) ? unknown : once === null ? 'UTC' : null),
      description: 'The time zone of `start_at` or `cron`, as the IANA database names it. Default: `UTC`.',
    },
    once: {
      type: 'string',
      given: 'optional',
      description: 'In place of all others: a single instant with its offset, such as `2026-12-01T01:00:00+01:00`.',
    },
  };
}

function sourceAttributes(): Attributes {
  return {
    host: hostAttribute,
    port: portAttribute,
    instance: instanceAttribute,
    bastion: bastionAttribute,
    database: { type: 'string', given: 'required', description: 'Name of the database to back up.' },
    user: { type: 'string', given: 'required', description: 'Role to log in as. Read rights are enough.' },
    password_wo: {
      type: 'string',
      given: 'optional',
      writeOnly: true,
      sensitive: true,
      description:
        "The role's password. It is sealed to the public key of the repository, and kept in no state and no plan file, if it comes from a variable with `ephemeral = true`: the values of others stand in the plan file. Needs an encrypted repository, and `password_wo_version`.",
    },
    password_wo_version: {
      type: 'number',
      given: 'optional',
      description: 'Any number; another one says that `password_wo` is another password now.',
    },
    password: passwordAttribute,
    ssl: sslAttribute,
    region: {
      type: 'string',
      given: 'optional',
      description:
        'Where the database is, in your own words. A repository that says it is elsewhere is refused, unless `cross_border` allows it.',
    },
  };
}
