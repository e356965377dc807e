/** Random block-structured models from a tape of numbers, of what every executor runs. */
import {
  boundary,
  endEvent,
  exclusive,
  flows,
  model,
  parallel,
  startEvent,
  subProcess,
  task,
  timer,
  userTask,
} from './model-builder.ts';

/** Picks a number below `count`. */
export type Choose = (count: number) => number;

export const chooseFrom = (tape: readonly number[]): Choose => {
  let position = 0;
  return (count) => {
    position += 1;
    return tape[position % tape.length]! % count;
  };
};

/** A piece of a model with one way in and one way out. */
type Block = { readonly first: string; readonly last: string; readonly xml: string };

type Builder = { readonly choose: Choose; readonly name: (prefix: string) => string };

const sequence = (builder: Builder, depth: number): Block => {
  const [before, after] = [block(builder, depth), block(builder, depth)];
  const xml = before.xml + after.xml + flows(`${before.last} > ${after.first}`);
  return { first: before.first, last: after.last, xml };
};

const decision = (builder: Builder, depth: number): Block => {
  const [split, merge] = [builder.name('split'), builder.name('merge')];
  const [usual, other] = [block(builder, depth), block(builder, depth)];
  const condition = `\${v${builder.choose(3)} == ${builder.choose(2)}}`;
  const xml =
    exclusive(split, { default: `${split}-${usual.first}` }) +
    exclusive(merge) +
    flows(`${split} > ${usual.first}`, `${split} > ${other.first} : ${condition}`) +
    flows(`${usual.last} > ${merge}`, `${other.last} > ${merge}`);
  return { first: split, last: merge, xml: usual.xml + other.xml + xml };
};

const concurrency = (builder: Builder, depth: number): Block => {
  const [fork, join] = [builder.name('fork'), builder.name('join')];
  const [left, right] = [block(builder, depth), block(builder, depth)];
  const xml =
    parallel(fork) +
    parallel(join) +
    flows(`${fork} > ${left.first}`, `${fork} > ${right.first}`, `${left.last} > ${join}`, `${right.last} > ${join}`);
  return { first: fork, last: join, xml: left.xml + right.xml + xml };
};

const scope = (builder: Builder, depth: number): Block => {
  const [id, begin, done, limit] = ['scope', 'begin', 'done', 'limit'].map(builder.name) as [
    string,
    string,
    string,
    string,
  ];
  const [late, merge] = [builder.name('late'), builder.name('merge')];
  const inside = block(builder, depth);
  const xml =
    subProcess(
      id,
      startEvent(begin),
      inside.xml,
      endEvent(done),
      flows(`${begin} > ${inside.first}`, `${inside.last} > ${done}`),
    ) +
    boundary(limit, id, timer('timeDuration', 'PT1H')) +
    userTask(late) +
    exclusive(merge) +
    flows(`${id} > ${merge}`, `${limit} > ${late} > ${merge}`);
  return { first: id, last: merge, xml };
};

const reminded = ({ name }: Builder): Block => {
  const [work, reminder, remind, done] = ['work', 'reminder', 'remind', 'done'].map(name) as [
    string,
    string,
    string,
    string,
  ];
  const xml =
    userTask(work) +
    boundary(reminder, work, timer('timeDuration', 'PT1H'), false) +
    userTask(remind) +
    endEvent(done) +
    flows(`${reminder} > ${remind} > ${done}`);
  return { first: work, last: work, xml };
};

const single = ({ choose, name }: Builder): Block => {
  const isPassed = choose(3) === 0;
  const id = name(isPassed ? 'pass' : 'work');
  return { first: id, last: id, xml: isPassed ? task(id) : userTask(id) };
};

const block = (builder: Builder, depth: number): Block => {
  const kinds = [single, sequence, decision, concurrency, scope, reminded];
  const kind = depth === 0 ? single : kinds[builder.choose(kinds.length)]!;
  return kind(builder, depth - 1);
};

export const randomModel = (choose: Choose): string => {
  let count = 0;
  const name = (prefix: string): string => {
    count += 1;
    return `${prefix}${count}`;
  };
  const { first, last, xml } = block({ choose, name }, 3);
  return model(startEvent(), xml, endEvent(), flows(`start > ${first}`, `${last} > end`));
};
