import { expect } from 'chai';
import { compileDefinition } from '../../../engine/index.ts';
import { proposeMapping, type ProposedMapping } from '../../../engine/design/migration/propose-mapping.ts';

const compiled = async (tasks: readonly string[]) => {
  const inside = tasks.map((task, index) => {
    const before = index === 0 ? 'begun' : /id="(\w+)"/.exec(tasks[index - 1]!)![1]!;
    const id = /id="(\w+)"/.exec(task)![1]!;
    return `${task}<sequenceFlow id="to_${id}" sourceRef="${before}" targetRef="${id}"/>`;
  });
  const content = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="u"><process id="p" isExecutable="true"><startEvent id="begun"/>${inside.join('')}</process></definitions>`;
  const { definitions, problems } = await compileDefinition({ id: 'd', files: [{ name: 'p.bpmn', content }] });
  expect(problems.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
  return definitions[0]!;
};

const user = (id: string, name: string): string => `<userTask id="${id}" name="${name}"/>`;

const propose = async (before: readonly string[], after: readonly string[]): Promise<ProposedMapping> =>
  proposeMapping(await compiled(before), await compiled(after));

describe('Proposing where tokens go', () => {
  it('needs nothing where every id is still there', async () => {
    const proposed = await propose([user('a', 'Assess')], [user('a', 'Renamed'), user('b', 'New')]);
    expect(proposed).to.deep.equal({ mapping: {}, proposals: [] });
  });

  it('follows the name to an element with another id', async () => {
    const { mapping } = await propose(
      [user('a', 'Assess'), user('b', 'Decide')],
      [user('x', 'Decide'), user('y', 'Assess')],
    );
    expect(mapping.elements).to.deep.equal({ a: 'y', b: 'x' });
  });

  it('takes the only new one of the same kind in the same place', async () => {
    const { proposals } = await propose([user('a', 'Assess')], [user('x', 'Judge')]);
    expect(proposals).to.deep.equal([{ elementId: 'a', type: 'userTask', name: 'Assess', to: 'x', why: 'onlyNewOne' }]);
  });

  it('leaves the choice to a person when several would do, or none', async () => {
    const several = await propose([user('a', 'Assess')], [user('x', 'Judge'), user('y', 'Weigh')]);
    const none = await propose([user('a', 'Assess')], ['<task id="x"/>']);
    for (const { mapping, proposals } of [several, none]) {
      expect(mapping).to.deep.equal({});
      expect(proposals.map(({ why }) => why)).to.deep.equal(['none']);
    }
  });

  it('sends no two elements to the same place', async () => {
    const { mapping } = await propose([user('a', 'Same'), user('b', 'Same')], [user('x', 'Same')]);
    expect(Object.values(mapping.elements ?? {})).to.deep.equal(['x']);
  });
});
