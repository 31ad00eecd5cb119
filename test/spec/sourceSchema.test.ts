import { describe, expect, it } from 'vitest';
import { crossBorder } from '../../engine/spec/crossBorder.ts';
import { parsePlan, problemsOfPlan } from '../../engine/spec/parsePlans.ts';
import { sourceAddress } from '../../engine/spec/sourceAddress.ts';

const login = { database: 'd', user: 'u' };
const instance = { awsRds: { region: 'eu-central-1', id: 'orders-db' } };
const bastion = { host: 'b', user: 't', agent: true };
const textsOf = (source: object) => problemsOfPlan({ source: { ...login, ...source } }).map(({ text }) => text);

describe('a source', () => {
  it('has a host, or an instance whose port is asked for', () => {
    expect(textsOf({})).toEqual(['source.host: it is missing; give a host, or an instance in its place']);
    expect(textsOf({ host: 'h', instance })).toEqual(['source.instance: host is given as well; give one of them']);
    expect(textsOf({ instance, port: 5433 })).toEqual([
      'source.port: it goes with host: that of an instance is asked for',
    ]);
    expect(textsOf({ instance })).toEqual([]);
  });

  it('is called by its address, or by its instance', () => {
    const addresses = [
      { host: 'h' },
      { instance },
      { instance: { alibabaRds: { region: 'cn-hangzhou', id: 'pgm-1' } } },
      { instance: { alibabaPolardb: { region: 'cn-hangzhou', id: 'pc-1' } } },
    ].map((place) => sourceAddress(parsePlan({ source: { ...login, ...place } }).source));
    expect(addresses).toEqual([
      'h:5432',
      'RDS orders-db in eu-central-1',
      'ApsaraDB RDS pgm-1 in cn-hangzhou',
      'PolarDB pc-1 in cn-hangzhou',
    ]);
  });

  it('is in the region of its instance, and in no other', () => {
    expect(textsOf({ instance, region: 'eu-west-1' })).toEqual([
      'source.region: it is eu-west-1, and the instance is in eu-central-1; leave it out, for the instance says it',
    ]);
    expect(textsOf({ instance, region: 'EU-central-1' })).toEqual([]);
    const document = parsePlan({ id: 'a', source: { ...login, instance } });
    expect(() => crossBorder(document, 'us-east-1')).toThrow(
      'plan a: the source is in eu-central-1, the repository in us-east-1',
    );
  });
});

describe('an instance', () => {
  it.each([
    [{}, 'source.instance: give one of awsRds, alibabaRds and alibabaPolardb'],
    [
      { ...instance, alibabaPolardb: { region: 'cn-hangzhou', id: 'pc-1' } },
      'source.instance: give one of awsRds, alibabaRds and alibabaPolardb',
    ],
    [
      { awsRds: { id: 'a' } },
      'source.instance.awsRds.region is missing; allowed: the name of a region, such as eu-central-1',
    ],
    [
      { awsRds: { region: 'eu-central-1', id: 'a b' } },
      'source.instance.awsRds.id: "a b" is not allowed; allowed: the identifier of a DB instance or of an Aurora cluster, such as orders-db',
    ],
    [
      { alibabaRds: { region: 'cn-hangzhou', id: 'pgm-1', network: 'vpc' } },
      'source.instance.alibabaRds.network: "vpc" is not allowed; allowed: private or public',
    ],
    [{ gcp: {} }, 'source.instance.gcp is not a field of a plan; known are awsRds, alibabaRds, alibabaPolardb'],
  ])('%j is refused', (given, text) => expect(textsOf({ instance: given })).toContain(text));
});

describe('a bastion', () => {
  it('is where the server is called by its own name', () => {
    expect(parsePlan({ source: { ...login, host: 'db.internal', bastion } }).source.bastion).toEqual({
      ...bastion,
      port: 22,
    });
  });

  it.each([
    [{ agent: undefined }, 'source.bastion.privateKey: it is missing; give one, such as { env: NAME }, or agent: true'],
    [{ privateKey: { env: 'K' } }, 'source.bastion.agent: privateKey is given as well; give one of them'],
    [{ passphrase: { env: 'P' } }, 'source.bastion.passphrase: it goes with privateKey, which is not given'],
    [
      { hostKey: 'SHA256:uNiVztksCsDhcc0u9e8BrMF/cgv6NDG8NyYDvdMPsHk', knownHosts: { file: 'f' } },
      'source.bastion.knownHosts: hostKey is given as well; give one of them',
    ],
    [
      { hostKey: 'MD5:16:27:ac' },
      'source.bastion.hostKey: "MD5:16:27:ac" is not allowed; allowed: a host key as known_hosts has it (ssh-ed25519 AAAA…), or its fingerprint (SHA256:…)',
    ],
    [
      { hostKey: 'ssh-ed25519 AAAAC3NzaC1yc2E=' },
      'source.bastion.hostKey: it is no key of the kind that it begins with; copy all of the line',
    ],
    [
      { host: 'b:22' },
      'source.bastion.host: "b:22" is not allowed; allowed: a host name or an address (the port is a field of its own)',
    ],
    [
      { agent: undefined, privateKey: '-----BEGIN OPENSSH PRIVATE KEY-----' },
      'source.bastion.privateKey: what is written there (not shown) is not allowed; allowed: { env: NAME }, { file: PATH }, { awsSecret: NAME, key: FIELD } or { ssmParameter: NAME }',
    ],
  ])('%j is refused', (changes, text) =>
    expect(textsOf({ host: 'h', bastion: { ...bastion, ...changes } })).toEqual([text]),
  );

  it('under another name is told how it is called', () => {
    expect(textsOf({ host: 'h', tunnel: {} })).toEqual(['source.tunnel: a bastion is written as source.bastion']);
  });
});
