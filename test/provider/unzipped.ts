import { inflateRawSync } from 'node:zlib';

/** What is in a zip, as a plan file is one: each local header is followed by its name and its data. */
export function unzipped(zip: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = zip.indexOf('PK\x03\x04'); at >= 0; at = zip.indexOf('PK\x03\x04', at + 4)) {
    const [name, extra] = [zip.readUInt16LE(at + 26), zip.readUInt16LE(at + 28)];
    found.push(inflateRawSync(zip.subarray(at + 30 + name + extra)));
  }
  if (found.length < 3) throw new Error('it is no plan file of Terraform');
  return found;
}
