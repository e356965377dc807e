import { expect } from 'chai';
import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { compileDefinition } from '../../../engine/model/compile-definition.ts';

const COMPLAINT = readFileSync('processes/complaint/complaint.bpmn', 'utf8').replace(
  /<bpmndi:BPMNDiagram[\s\S]*<\/bpmndi:BPMNDiagram>/,
  '',
);

type Damage = (text: string, at: number, length: number, other: number) => string;

const TAGS = (text: string): RegExpExecArray[] => [...text.matchAll(/<[^>]*>/g)];

const DAMAGES: readonly Damage[] = [
  (text, at, length) => text.slice(0, at) + text.slice(at + length),
  (text, at, length) => text.slice(0, at + length) + text.slice(at),
  (text, at, length, other) => text.slice(0, at) + text.slice(other, other + length) + text.slice(at),
  // whole tags, so that the text more often stays XML
  (text, at) => {
    const tags = TAGS(text);
    const tag = tags[at % tags.length]!;
    return text.slice(0, tag.index) + text.slice(tag.index + tag[0].length);
  },
  (text, at, _length, other) => {
    const ids = [...text.matchAll(/"[\w-]+"/g)];
    const [one, two] = [ids[at % ids.length]!, ids[other % ids.length]!];
    return text.slice(0, one.index) + two[0] + text.slice(one.index + one[0].length);
  },
  (text, at, _length, other) => {
    const tags = TAGS(text);
    const [one, two] = [tags[at % tags.length]!, tags[other % tags.length]!];
    return (
      text.slice(0, one.index) +
      two[0].replace(/^<[^\s/>]+/, /^<[^\s/>]+/.exec(one[0])?.[0] ?? '<x') +
      text.slice(one.index + one[0].length)
    );
  },
];

describe('damaged files', () => {
  it('never stop the compiler: they give definitions, or problems that name their file', async () => {
    const position = fc.nat(COMPLAINT.length - 1);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(DAMAGES.length - 1), position, fc.integer({ min: 1, max: 60 }), position), {
          minLength: 1,
          maxLength: 4,
        }),
        async (steps) => {
          const content = steps.reduce(
            (text, [kind, at, length, other]) => DAMAGES[kind]!(text, at, length, other),
            COMPLAINT,
          );
          const { definitions, problems } = await compileDefinition({ id: 'd', files: [{ name: 'm.bpmn', content }] });
          expect(definitions.length + problems.length).to.be.above(0);
          for (const problem of problems) {
            expect(problem.file).to.equal('m.bpmn');
            expect(problem.message).to.match(/\S/);
          }
        },
      ),
      { numRuns: 120 },
    );
  });
});
