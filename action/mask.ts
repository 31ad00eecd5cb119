import { setSecret } from '@actions/core';

/** Has the runner hide secrets in the log, whole and in the forms in which they may be written. */
export function mask(secrets: readonly string[]): void {
  for (const form of new Set(secrets.flatMap(formsOf))) setSecret(form);
}

/** A line of a secret that is shorter may be part of anything. */
const shortestLine = 4;

/** A log is hidden line by line, so a secret of several lines is masked by them as well. */
export function formsOf(secret: string): string[] {
  const lines = secret
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line.length >= shortestLine);
  const whole = secret.trim() === '' ? [] : [secret];
  return [...new Set([...whole, ...lines].flatMap((text) => [text, ...encoded(text.toWellFormed())]))];
}

function encoded(text: string): string[] {
  const form = new URLSearchParams({ '': text }).toString().slice(1);
  return [encodeURIComponent(text), form, JSON.stringify(text).slice(1, -1)];
}
