import { readFileSync } from 'node:fs';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const section = /^## The worst day\n(.*?)^## /ms.exec(readme)![1]!;
const [settings = '', commands = ''] = [...section.matchAll(/^```sh\n(.*?)^```/gms)].map(([, text]) => text!);

/** The variables that the README has one set on the worst day. */
export const settingNames: readonly string[] = [...settings.matchAll(/\b([A-Z_]+)=/g)].map(([, name]) => name!);

/** Its command lines, as they stand: they bring `public.orders` of the plan `orders-nightly` back. */
export const commandLines: readonly string[] = commands.trim().split('\n');
