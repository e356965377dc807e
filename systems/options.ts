/** What the systems are told on the command line. */
import { parseArgs } from 'node:util';

export type Options = {
  readonly serviceUrl: string;
  /** Instead of each system's own. */
  readonly userId?: string;
  readonly password: string;
  readonly lockDurationMs: number;
  readonly thinkMs: number;
  /** Instead of each system's own; 0 for a free one. */
  readonly port?: number;
  readonly names: readonly string[];
};

export const readOptions = (args: readonly string[]): Options => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      service: { type: 'string', default: 'http://127.0.0.1:3000' },
      user: { type: 'string' },
      password: { type: 'string', default: 'demo' },
      'lock-ms': { type: 'string', default: '30000' },
      'think-ms': { type: 'string', default: '0' },
      port: { type: 'string' },
    },
  });
  const port = values.port === undefined ? undefined : Number(values.port);
  return {
    serviceUrl: values.service.replace(/\/$/, ''),
    ...(values.user !== undefined && { userId: values.user }),
    password: values.password,
    lockDurationMs: Number(values['lock-ms']),
    thinkMs: Number(values['think-ms']),
    ...(port !== undefined && { port }),
    names: positionals,
  };
};
