// Gets a table out of an encrypted repository without pgstow, as COPY text, with nothing but Node.js 24:
//   node recover.mjs FOLDER KEY PLAN SET SCHEMA.TABLE > rows.txt      and then      \copy schema.table from rows.txt
import { createDecipheriv, hkdfSync } from 'node:crypto';
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

/** The key opens the slot that was made for it; in the slot is the master key. */
function openSlot(file) {
  const { slot, wrapped } = JSON.parse(read(`keys/${file}`));
  const key = derive(Buffer.from(keyText.slice('pgstow-key-1-'.length), 'base64url').subarray(0, 32), '', 'key slot');
  try {
    return open(key, Buffer.from(wrapped.sealed, 'base64'), `pgstow 1 key slot ${slot}`);
  } catch {
    return undefined;
  }
}

const { id } = JSON.parse(read('repository.json'));
const master = readdirSync(`${folder}/keys`).map(openSlot).find(Boolean);
if (!master) throw new Error('the key opens none of the slots');
const [records, blobs] = [derive(master, id, 'records'), derive(master, id, 'blobs')];
const contentsKey = `sets/${plan}/${set}/contents.ndjson.zst`;
const lines = zstdDecompressSync(open(records, read(contentsKey), contentsKey))
  .toString()
  .trim()
  .split('\n');
const items = lines.map((line) => JSON.parse(line));
const table = items.findIndex((item) => item.kind === 'table' && `${item.schema}.${item.name}` === name);
if (table < 0) throw new Error(`the set has no table ${name}`);
for (const { pieces } of items.filter((item) => item.kind === 'range' && item.table === table)) {
  for (const { blob, offset, length } of pieces) {
    const frame = open(blobs, read(`blobs/${blob.slice(0, 2)}/${blob}`), `blob ${blob}`);
    process.stdout.write(zstdDecompressSync(frame).subarray(offset, offset + length));
  }
}
