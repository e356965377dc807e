import { expect } from 'chai';
import { element, flows, process, start, user } from '../bpmn.ts';
import { scenario } from '../play.ts';

const rule = (id: string, input: string, tier: string, hours: string): string =>
  `<rule id="${id}"><inputEntry id="${id}i"><text>${input.replace('<', '&lt;')}</text></inputEntry>` +
  `<outputEntry id="${id}o"><text>${tier}</text></outputEntry><outputEntry id="${id}p"><text>${hours}</text></outputEntry></rule>`;

const table = (hitPolicy: string): string =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="dmn" name="dmn" namespace="test"><decision id="routing" name="Routing">` +
  `<decisionTable id="t" hitPolicy="${hitPolicy}"><input id="in"><inputExpression id="ine" typeRef="number"><text>severity</text></inputExpression></input>` +
  `<output id="o1" name="tier" typeRef="string"/><output id="o2" name="hours" typeRef="number"/>` +
  `${rule('r1', '< 3', '"junior"', '8')}${rule('r2', '>= 3', '"senior"', '4')}${rule('r3', '> 4', '"manager"', '1')}</decisionTable></decision></definitions>`;

const deciding = (mode: string | undefined): string =>
  process(
    start('s'),
    element('businessRuleTask', 'decide', {
      'camunda:decisionRef': 'routing',
      'camunda:resultVariable': 'route',
      ...(mode !== undefined && { 'camunda:mapDecisionResult': mode }),
    }),
    user('a'),
    flows('s > decide > a'),
  );

const withTable = (hitPolicy: string): { name: string; content: string }[] => [
  { name: 'routing.dmn', content: table(hitPolicy) },
];

describe('business rule task (§13.3.3)', () => {
  scenario(
    'takes one row of a decision',
    deciding('singleResult'),
    (play) => {
      play.start({ severity: 1 });
      expect(play.data).to.deep.equal({ severity: 1, route: { tier: 'junior', hours: 8 } });
      expect(play.waits).to.deep.equal(['a']);
    },
    withTable('FIRST'),
  );
  scenario(
    'takes all rows by default',
    deciding(undefined),
    (play) => {
      play.start({ severity: 5 });
      expect(play.data!['route']).to.deep.equal([
        { tier: 'senior', hours: 4 },
        { tier: 'manager', hours: 1 },
      ]);
    },
    withTable('COLLECT'),
  );
  scenario(
    'stops with an incident when the result does not fit',
    deciding('singleResult'),
    (play) => {
      play.start({ severity: 5 });
      expect(play.incidents()).to.deep.equal(['DECISION_RESULT']);
      play.set({ severity: 3 });
      play.retry('decide');
      expect(play.data!['route']).to.deep.equal({ tier: 'senior', hours: 4 });
    },
    withTable('COLLECT'),
  );
});
