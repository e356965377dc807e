/** Only a process marked executable can be started. */
import { sentence, title } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

export const isExecutable: Rule = {
  name: 'is-executable',
  severity: 'warning',
  *check(model): Iterable<Finding> {
    for (const process of model.processes)
      if (process['isExecutable'] !== true)
        yield {
          element: process,
          message: `${sentence(title(process))} is not marked executable, so it is kept and shown but cannot be started; set isExecutable to start it.`,
        };
  },
};
