import type pg from 'pg';

/**
 * Lets the server look after half a minute whether our machine is still there: one without power or network says no good-bye, and what it
 * had claimed is free for others when its connections end. Has no effect on a Unix socket.
 * https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-TCP-KEEPALIVES-IDLE
 */
export async function hearOfDeath(clients: readonly pg.Client[]): Promise<void> {
  const settings = ['tcp_keepalives_idle = 15', 'tcp_keepalives_interval = 5', 'tcp_keepalives_count = 3'];
  for (const client of clients) await client.query(settings.map((setting) => `SET ${setting}`).join('; '));
}
