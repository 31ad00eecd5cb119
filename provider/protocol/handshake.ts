import type { Certificate } from './certificate.ts';

/** What go-plugin sets for the plugins that it starts: no secret, but a sign that it is not a person who starts one. */
export const cookie = {
  name: 'TF_PLUGIN_MAGIC_COOKIE',
  value: 'd602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2',
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether Terraform, or OpenTofu, has started this process. */
export function isStartedByTerraform(env: Environment): boolean {
  return env[cookie.name] === cookie.value;
}

/** The certificate of whoever has started us; undefined when it wants no encryption, as for debugging. */
export function clientCertificateOf(env: Environment): string | undefined {
  return env.PLUGIN_CLIENT_CERT || undefined;
}

/**
 * The line by which the plugin says where it is: version of the handshake, version of the protocol, kind and path of the
 * socket, `grpc`, and the certificate as base64, which go-plugin wants without padding.
 */
export function handshakeLine(socket: string, certificate: Certificate | undefined): string {
  const shown = certificate?.der.toString('base64').replace(/=+$/, '') ?? '';
  return `1|6|unix|${socket}|grpc|${shown}\n`;
}
