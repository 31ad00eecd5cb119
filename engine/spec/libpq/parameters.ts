/**
 * The parameters of libpq, by their names in a service file, and what becomes of them here.
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
 */
export interface Parameter {
  /** The environment's variable that gives it: https://www.postgresql.org/docs/current/libpq-envars.html */
  readonly variable?: string;
  /**
   * `taken`; or `idle`: what it would set is set by pgstow itself, or is about a program that waits for a person; or the values
   * that change nothing: others are refused, for who gives them counts on them.
   */
  readonly here: 'taken' | 'idle' | readonly string[];
}

export const parameters: Readonly<Record<string, Parameter>> = {
  host: { variable: 'PGHOST', here: 'taken' },
  port: { variable: 'PGPORT', here: 'taken' },
  dbname: { variable: 'PGDATABASE', here: 'taken' },
  user: { variable: 'PGUSER', here: 'taken' },
  password: { variable: 'PGPASSWORD', here: 'taken' },
  passfile: { variable: 'PGPASSFILE', here: 'taken' },
  service: { variable: 'PGSERVICE', here: 'taken' },
  sslmode: { variable: 'PGSSLMODE', here: 'taken' },
  sslrootcert: { variable: 'PGSSLROOTCERT', here: 'taken' },
  sslcert: { variable: 'PGSSLCERT', here: 'taken' },
  sslkey: { variable: 'PGSSLKEY', here: 'taken' },
  application_name: { variable: 'PGAPPNAME', here: 'idle' },
  fallback_application_name: { here: 'idle' },
  client_encoding: { variable: 'PGCLIENTENCODING', here: 'idle' },
  connect_timeout: { variable: 'PGCONNECT_TIMEOUT', here: 'idle' },
  keepalives: { here: 'idle' },
  keepalives_idle: { here: 'idle' },
  keepalives_interval: { here: 'idle' },
  keepalives_count: { here: 'idle' },
  tcp_user_timeout: { here: 'idle' },
  hostaddr: { variable: 'PGHOSTADDR', here: [] },
  options: { variable: 'PGOPTIONS', here: [] },
  channel_binding: { variable: 'PGCHANNELBINDING', here: ['disable', 'prefer'] },
  require_auth: { variable: 'PGREQUIREAUTH', here: [] },
  requirepeer: { variable: 'PGREQUIREPEER', here: [] },
  requiressl: { variable: 'PGREQUIRESSL', here: ['0'] },
  sslcompression: { variable: 'PGSSLCOMPRESSION', here: ['0'] },
  sslcertmode: { variable: 'PGSSLCERTMODE', here: ['allow'] },
  sslpassword: { here: [] },
  sslcrl: { variable: 'PGSSLCRL', here: [] },
  sslcrldir: { variable: 'PGSSLCRLDIR', here: [] },
  sslsni: { variable: 'PGSSLSNI', here: ['1'] },
  sslnegotiation: { variable: 'PGSSLNEGOTIATION', here: ['postgres'] },
  ssl_min_protocol_version: { variable: 'PGSSLMINPROTOCOLVERSION', here: ['TLSv1', 'TLSv1.1', 'TLSv1.2'] },
  ssl_max_protocol_version: { variable: 'PGSSLMAXPROTOCOLVERSION', here: ['TLSv1.3'] },
  min_protocol_version: { variable: 'PGMINPROTOCOLVERSION', here: ['3.0'] },
  max_protocol_version: { variable: 'PGMAXPROTOCOLVERSION', here: ['3.0', '3.2', 'latest'] },
  gssencmode: { variable: 'PGGSSENCMODE', here: ['disable', 'prefer'] },
  gssdelegation: { variable: 'PGGSSDELEGATION', here: ['0'] },
  gsslib: { variable: 'PGGSSLIB', here: [] },
  krbsrvname: { variable: 'PGKRBSRVNAME', here: ['postgres'] },
  target_session_attrs: { variable: 'PGTARGETSESSIONATTRS', here: ['any', 'read-write', 'primary'] },
  load_balance_hosts: { variable: 'PGLOADBALANCEHOSTS', here: ['disable'] },
};
