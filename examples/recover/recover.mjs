// Gets a table out of an encrypted repository without pgstow, as COPY text, with nothing but Node.js 24:
//   node recover.mjs FOLDER KEY PLAN SET SCHEMA.TABLE > rows.txt      and then      \copy schema.table from rows.txt
import { createDecipheriv, createHash, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';

const [folder, keyText, plan, set, name] = process.argv.slice(2);
const read = (key) => readFileSync(`${folder}/${key}`);
const derive = (key, salt, purpose) => Buffer.from(hkdfSync('sha256', key, salt, `pgstow 1 ${purpose}`, 32));

/** AES-256-GCM: nonce (12), ciphertext, tag (16); what it is about is authenticated with it. */
function open(key, sealed, about) {
  const opening = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
  opening.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([opening.update(sealed.subarray(12, -16)), opening.final()]);
}

/** An X25519 key of a seed, and the 32 bytes of its public key. */
function pairOf(seed) {
  const der = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), seed]);
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { privateKey, publicKey: Buffer.from(privateKey.export({ format: 'jwk' }).x, 'base64url') };
}

/** Sealed to a public key: a public key used once (32), then sealed with what the two share. */
function openBox({ privateKey, publicKey }, box, about) {
  const once = box.subarray(0, 32);
  const spki = Buffer.concat([Buffer.from('302a300506032b656e032100', 'hex'), once]);
  const shared = diffieHellman({ privateKey, publicKey: createPublicKey({ key: spki, format: 'der', type: 'spki' }) });
  return open(derive(shared, Buffer.concat([once, publicKey]), 'sealed secret'), box.subarray(32), about);
}

/** The key opens the slots that were made for it; in a slot is a master key, and with it those before. */
function openSlot(file) {
  const { wrapped, older = [] } = JSON.parse(read(`keys/${file}`));
  const key = Buffer.from(keyText.slice('pgstow-key-1-'.length), 'base64url').subarray(0, 32);
  const sealed = Buffer.from(wrapped.sealed, 'base64');
  const about = `pgstow 1 key slot ${file.slice(0, -'.json'.length)}`;
  const byPair = () => openBox(pairOf(derive(key, '', 'key slot recipient')), sealed, about);
  const master = wrapped.publicKey ? byPair() : open(derive(key, '', 'key slot'), sealed, about);
  const openOlder = (text, index) =>
    open(derive(master, id, 'master keys'), Buffer.from(text, 'base64'), `pgstow 1 master key ${index + 1}`);
  return [...older.map(openOlder), master];
}

function mastersIn(file) {
  try {
    return openSlot(file);
  } catch {
    return []; // it is for something else
  }
}

const { id, encryption } = JSON.parse(read('repository.json'));
const files = readdirSync(`${folder}/keys`).filter((file) => file.endsWith('.json'));
const masters = new Map();
for (const master of files.flatMap(mastersIn)) {
  const { publicKey } = pairOf(derive(master, id, 'secrets'));
  masters.set(createHash('sha256').update(publicKey).digest('hex').slice(0, 16), master);
  if (publicKey.toString('base64') === encryption.publicKey) masters.set('first', master);
}
if (!masters.has('first')) throw new Error('the key opens none of the slots');

/** Of a repository that shares the keys of blobs with another one: those of that one, the first of which puts no stamp. */
const { of, sealed } = encryption.blobKeys ?? {};
const shared = of
  ? JSON.parse(
      open(
        derive(masters.get('first'), id, 'records'),
        Buffer.from(sealed, 'base64'),
        `repository.json blob keys of ${of}`,
      ),
    ).seals
  : [];
const sharedKey = (stamp) => {
  const key = shared.find((each, index) => (stamp === 'first' ? index === 0 : each.id === stamp))?.key;
  return key && Buffer.from(key, 'base64');
};

/** What a later master key has sealed, and any blob by keys of its own beside shared ones, begins with a stamp: "pgstow-2" and the id of its keys (8). */
function unseal(purpose, stored, about) {
  const isStamped = stored.subarray(0, 8).equals(Buffer.from('pgstow-2'));
  const stamp = isStamped ? stored.toString('hex', 8, 16) : 'first';
  const key = (purpose === 'blobs' && sharedKey(stamp)) || derive(masters.get(stamp), id, purpose);
  return open(key, isStamped ? stored.subarray(16) : stored, about);
}

const contentsKey = `sets/${plan}/${set}/contents.ndjson.zst`;
const lines = zstdDecompressSync(unseal('records', read(contentsKey), contentsKey))
  .toString()
  .trim()
  .split('\n');
const items = lines.map((line) => JSON.parse(line));
const table = items.findIndex((item) => item.kind === 'table' && `${item.schema}.${item.name}` === name);
if (table < 0) throw new Error(`the set has no table ${name}`);
for (const { pieces } of items.filter((item) => item.kind === 'range' && item.table === table)) {
  for (const { blob, offset, length } of pieces) {
    const frame = unseal('blobs', read(`blobs/${blob.slice(0, 2)}/${blob}`), `blob ${blob}`);
    process.stdout.write(zstdDecompressSync(frame).subarray(offset, offset + length));
  }
}
