/** Random block-structured processes for property tests, with a naive interpreter that knows nothing of the engine. */
import * as fc from 'fast-check';

/** What a block is made of; block structure guarantees that every run of it can end. */
export type Block =
  | { readonly kind: 'user' }
  | { readonly kind: 'task' }
  | { readonly kind: 'sequence'; readonly blocks: readonly Block[] }
  | { readonly kind: 'parallel' | 'inclusive' | 'exclusive'; readonly blocks: readonly Block[]; readonly mask: number }
  | { readonly kind: 'loop'; readonly block: Block; readonly rounds: number }
  | { readonly kind: 'subProcess'; readonly block: Block }
  | { readonly kind: 'instances'; readonly block: Block; readonly count: number; readonly isSequential: boolean };

const few = (block: fc.Arbitrary<Block>): fc.Arbitrary<Block[]> => fc.array(block, { minLength: 1, maxLength: 3 });

export const blocks: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => {
  const inner = tie('block');
  return {
    block: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant<Block>({ kind: 'user' }),
      fc.constant<Block>({ kind: 'task' }),
      fc.record({ kind: fc.constant('sequence' as const), blocks: few(inner) }),
      fc.record({
        kind: fc.constantFrom('parallel' as const, 'inclusive' as const, 'exclusive' as const),
        blocks: few(inner),
        mask: fc.integer({ min: 1, max: 7 }),
      }),
      fc.record({ kind: fc.constant('loop' as const), block: inner, rounds: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ kind: fc.constant('subProcess' as const), block: inner }),
      fc.record({
        kind: fc.constant('instances' as const),
        block: inner,
        count: fc.integer({ min: 0, max: 3 }),
        isSequential: fc.boolean(),
      }),
    ),
  };
}).block;

/** Which branches the mask chooses: all, some (at least one), or exactly one. */
const chosen = ({
  kind,
  blocks: branches,
  mask,
}: Block & { kind: 'parallel' | 'inclusive' | 'exclusive' }): boolean[] => {
  if (kind === 'parallel') return branches.map(() => true);
  const bits = branches.map((_, index) => ((mask >> index) & 1) === 1);
  const some = bits.includes(true) ? bits : branches.map((_, index) => index === 0);
  return kind === 'inclusive' ? some : some.map((isOn, index) => isOn && some.indexOf(true) === index);
};

type Written = { readonly xml: string; readonly entry: string; readonly exit: string };

const flow = (from: string, to: string, condition?: string): string =>
  `<sequenceFlow id="${from}.${to}" sourceRef="${from}" targetRef="${to}">${condition === undefined ? '' : `<conditionExpression>=${condition}</conditionExpression>`}</sequenceFlow>`;

/** Writes a block as BPMN; every element's id says where it stands, so runs can be counted by id. */
const write = (block: Block, id: string): Written => {
  switch (block.kind) {
    case 'user':
      return { xml: `<userTask id="${id}"/>`, entry: id, exit: id };
    case 'task':
      return { xml: `<task id="${id}"/>`, entry: id, exit: id };
    case 'sequence': {
      const parts = block.blocks.map((inner, index) => write(inner, `${id}_${index}`));
      const joins = parts.slice(1).map((part, index) => flow(parts[index]!.exit, part.entry));
      return {
        xml: [...parts.map(({ xml }) => xml), ...joins].join(''),
        entry: parts[0]!.entry,
        exit: parts.at(-1)!.exit,
      };
    }
    case 'parallel':
    case 'inclusive':
    case 'exclusive': {
      const parts = block.blocks.map((inner, index) => write(inner, `${id}_${index}`));
      const choice = chosen(block);
      const gateways = ['split', 'join'].map((end) => `<${block.kind}Gateway id="${id}${end}"/>`).join('');
      const flows = parts.map(
        ({ entry, exit }, index) =>
          flow(`${id}split`, entry, block.kind === 'parallel' ? undefined : String(choice[index])) +
          flow(exit, `${id}join`),
      );
      return {
        xml: gateways + parts.map(({ xml }) => xml).join('') + flows.join(''),
        entry: `${id}split`,
        exit: `${id}join`,
      };
    }
    case 'loop': {
      const inner = write(block.block, `${id}_0`);
      const counter = `n${id}`;
      const script = `<scriptTask id="${id}count" scriptFormat="feel" camunda:resultVariable="${counter}"><script>if ${counter} = null then 1 else ${counter} + 1</script></scriptTask>`;
      // The counter begins anew when the loop is entered again.
      const reset = `<scriptTask id="${id}reset" scriptFormat="feel" camunda:resultVariable="${counter}"><script>0</script></scriptTask>`;
      const xml =
        `<exclusiveGateway id="${id}in"/>${reset}${inner.xml}${script}<exclusiveGateway id="${id}again" default="${id}again.${id}out"/><task id="${id}out"/>` +
        flow(`${id}reset`, `${id}in`) +
        flow(`${id}in`, inner.entry) +
        flow(inner.exit, `${id}count`) +
        flow(`${id}count`, `${id}again`) +
        flow(`${id}again`, `${id}in`, `${counter} &lt; ${block.rounds}`) +
        flow(`${id}again`, `${id}out`);
      return { xml, entry: `${id}reset`, exit: `${id}out` };
    }
    case 'subProcess':
    case 'instances': {
      const inner = write(block.block, `${id}_0`);
      const loop =
        block.kind === 'instances'
          ? `<multiInstanceLoopCharacteristics isSequential="${block.isSequential}"><loopCardinality>=${block.count}</loopCardinality></multiInstanceLoopCharacteristics>`
          : '';
      // Local counters keep the loops of instances that run at once apart.
      const locals = [...inner.xml.matchAll(/resultVariable="(\w+)"/g)].map(([, name]) => name);
      const properties = [...new Set(locals)].map((name) => `<property id="${id}p${name}" name="${name}"/>`).join('');
      const xml = `<subProcess id="${id}">${properties}<startEvent id="${id}s"/>${inner.xml}<endEvent id="${id}e"/>${flow(`${id}s`, inner.entry)}${flow(inner.exit, `${id}e`)}${loop}</subProcess>`;
      return { xml, entry: id, exit: id };
    }
  }
};

export const modelOf = (block: Block): string => {
  const { xml, entry, exit } = write(block, 'b');
  return (
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="property"><process id="p" isExecutable="true">` +
    `<startEvent id="s"/>${xml}<endEvent id="e"/>${flow('s', entry)}${flow(exit, 'e')}</process></definitions>`
  );
};

/** How often each user task and task is run, worked out on the block itself: no tokens, no gateways, just counting. */
export const expectedRuns = (
  block: Block,
  id = 'b',
  times = 1,
  counts = new Map<string, number>(),
): Map<string, number> => {
  if (times === 0) return counts;
  switch (block.kind) {
    case 'user':
    case 'task':
      return counts.set(id, (counts.get(id) ?? 0) + times);
    case 'sequence':
      block.blocks.forEach((inner, index) => expectedRuns(inner, `${id}_${index}`, times, counts));
      return counts;
    case 'parallel':
    case 'inclusive':
    case 'exclusive': {
      const choice = chosen(block);
      block.blocks.forEach((inner, index) => expectedRuns(inner, `${id}_${index}`, choice[index] ? times : 0, counts));
      return counts;
    }
    case 'loop':
      return expectedRuns(block.block, `${id}_0`, times * block.rounds, counts);
    case 'subProcess':
      return expectedRuns(block.block, `${id}_0`, times, counts);
    case 'instances':
      return expectedRuns(block.block, `${id}_0`, times * block.count, counts);
  }
};
