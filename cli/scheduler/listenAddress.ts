import { InputError } from '../../values/inputError.ts';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/** Reads `9188` (this machine alone), `0.0.0.0:9188` or `[::]:9188`. */
export function listenAddress(typed: string): ListenAddress {
  const [, bracketed, named, port] = /^(?:(?:\[([0-9a-fA-F:.]+)\]|([^\s:[\]/]+)):)?(\d{1,5})$/.exec(typed) ?? [];
  if (port !== undefined && Number(port) <= 65_535)
    return { host: bracketed ?? named ?? '127.0.0.1', port: Number(port) };
  throw new InputError(
    `--listen does not take ${JSON.stringify(typed)}`,
    'give a port, which this machine alone can reach, or an address and a port: 9188, 0.0.0.0:9188, [::]:9188',
  );
}
