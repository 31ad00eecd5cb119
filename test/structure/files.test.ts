import { expect, test } from 'vitest';
import { sourceFiles } from './sources.ts';

const files = sourceFiles();

test('no file or folder is a grab-bag', () => {
  const grabBag = /(^|\/)(utils?|helpers?|common|lib|misc)(\/|\.|$)/i;
  expect(files.map(({ path }) => path).filter((path) => grabBag.test(path))).toEqual([]);
});

/** Files that may be longer than 400 lines, and why. */
const long: Readonly<Record<string, string>> = {};

test('no file is longer than 400 lines unless it is listed with a reason', () => {
  const tooLong = files.filter(({ path, text }) => text.split('\n').length > 401 && !(path in long));
  expect(tooLong.map(({ path }) => path)).toEqual([]);
});

test('only entry points end the process', () => {
  const entryPoint =
    /^(cli\/(main|start|interruption)\.ts$|provider\/main\.ts$|action\/main\.ts$|examples\/|bench\/|build\/)/;
  const ending = files.filter(({ path, text }) => /\bprocess\.(exit|abort)\(/.test(text) && !entryPoint.test(path));
  expect(ending.map(({ path }) => path)).toEqual([]);
});

test('only tests know the test folder', () => {
  const outside = files.filter(({ path }) => !/^(test\/|vitest\.config\.ts)/.test(path));
  expect(outside.filter(({ text }) => /from '[./]+\/test\//.test(text)).map(({ path }) => path)).toEqual([]);
});
