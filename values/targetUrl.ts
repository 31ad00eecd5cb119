/** Whether the URL of a database has its password in it. */
export function holdsPassword(url: string): boolean {
  return /^\w+:\/\/[^/?#@]*:[^@]+@/.test(url) || /[?&]password=[^&]/.test(url);
}
