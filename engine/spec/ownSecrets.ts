/**
 * Environment variables by which pgstow opens a repository, or AWS and GitHub know who a process is: no plan may have them sent
 * to a server, and no command gets them.
 */
export const ownSecrets: readonly string[] = [
  ...['PGSTOW_KEY', 'PGSTOW_PASSPHRASE'],
  ...['AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_CONTAINER_AUTHORIZATION_TOKEN'],
  ...['ALIBABA_CLOUD_ACCESS_KEY_SECRET', 'ALIBABA_CLOUD_SECURITY_TOKEN'],
  ...['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_RUNTIME_TOKEN'],
];
