/** Messages, signals, errors and escalations are used and told apart by name (bpmnlint: global). */
import type { ModdleElement } from '../moddle-element.ts';
import { elementsOf, sentence, textOf, title, typeOf } from './properties.ts';
import type { Finding, Rule } from './rule.ts';

const KINDS = new Set(['Message', 'Signal', 'Error', 'Escalation']);

export const usedGlobals: Rule = {
  name: 'used-globals',
  severity: 'warning',
  *check({ parsed }): Iterable<Finding> {
    const globals = elementsOf(parsed.rootElement, 'rootElements').filter((root) => KINDS.has(typeOf(root)));
    if (globals.length === 0) return;
    const used = new Set(parsed.references.map(({ id }) => id));
    const names = new Map<string, ModdleElement>();
    for (const global of globals) {
      if (global.id !== undefined && !used.has(global.id))
        yield { element: global, message: `${sentence(title(global))} is used nowhere; remove it.` };
      const key = `${typeOf(global)} ${textOf(global, 'errorCode') ?? textOf(global, 'escalationCode') ?? ''} ${global.name}`;
      const other = names.get(key);
      if (other !== undefined && global.name !== undefined)
        yield {
          element: global,
          message: `${sentence(title(global))} is the same as ${title(other)} to everyone who waits for it; keep one of them.`,
        };
      names.set(key, global);
    }
  },
};
