import { expect } from 'chai';
import { compileDecisions } from '../../../../engine/model/decision/compile-decisions.ts';
import { decide, decision, dmn, literal, problemsIn, table } from './dmn-text.ts';

const SEVERITY = decision(
  'severity',
  table({
    inputs: ['Customer class'],
    outputs: ['severity'],
    rules: [
      ['"key"', '"high"'],
      ['not("key")', '"low"'],
    ],
  }),
  ['requiredInput:in'],
  'Severity',
);
const INPUT = '<inputData id="in" name="Customer class"><variable name="Customer class" typeRef="string"/></inputData>';
const ROUTE = decision(
  'route',
  table({
    rulePrefix: 'route',
    inputs: ['Severity'],
    outputs: ['tier', 'limit'],
    rules: [
      ['"high"', '"senior"', 'duration("PT4H")'],
      ['"low"', '"junior"', 'duration("P1D")'],
    ],
  }),
  ['requiredDecision:severity'],
  'Route',
);

describe('decision requirement graphs', () => {
  it('decide first what they require, and say how', async () => {
    const found = await decide('route', { 'Customer class': 'key' }, dmn(INPUT + SEVERITY + ROUTE));
    expect(found).to.deep.equal({
      decisionId: 'route',
      value: { tier: 'senior', limit: 'PT4H' },
      rows: [{ tier: 'senior', limit: 'PT4H' }],
      matchedRules: ['route1'],
      required: [
        { decisionId: 'severity', value: 'high', rows: [{ severity: 'high' }], matchedRules: ['r1'], required: [] },
      ],
    });
  });

  it('reach over the files of a deployment', async () => {
    expect((await decide('route', { 'Customer class': 'x' }, dmn(ROUTE), dmn(INPUT + SEVERITY))).value).to.include({
      tier: 'junior',
    });
  });

  it('say which inputs they need', async () => {
    const { decisions } = await compileDecisions([{ name: 'a.dmn', content: dmn(INPUT + SEVERITY + ROUTE) }]);
    expect(decisions.get('route')!.inputs).to.deep.equal([{ name: 'Customer class', type: 'string' }]);
  });

  it('hand on dates as dates', async () => {
    const due = decision('due', literal('date("2026-01-31") + duration("P1M")'));
    const month = decision('month', literal('due.month'), ['requiredDecision:due']);
    expect((await decide('month', {}, dmn(due + month))).value).to.equal(2);
    expect((await decide('due', {}, dmn(due))).value).to.equal('2026-02-28');
  });

  it('call business knowledge, also with a context and an invocation', async () => {
    const model =
      `<businessKnowledgeModel id="b" name="fee"><encapsulatedLogic><formalParameter name="days"/>${literal('days * rate')}</encapsulatedLogic></businessKnowledgeModel>`.replace(
        'rate',
        '2',
      );
    const called = decision('called', literal('fee(late)'), ['requiredKnowledge:b']);
    expect((await decide('called', { late: 3 }, dmn(model + called))).value).to.equal(6);
    const invoked = decision(
      'invoked',
      `<invocation>${literal('fee')}<binding><parameter name="days"/>${literal('late + 1')}</binding></invocation>`,
      ['requiredKnowledge:b'],
    );
    expect((await decide('invoked', { late: 3 }, dmn(model + invoked))).value).to.equal(8);
  });

  it('compute boxed contexts, lists and relations', async () => {
    const context = `<context><contextEntry><variable name="a"/>${literal('1')}</contextEntry><contextEntry><variable name="b"/>${literal('a + x')}</contextEntry></context>`;
    expect((await decide('c', { x: 2 }, dmn(decision('c', context)))).value).to.deep.equal({ a: 1, b: 3 });
    const result = context.replace('</context>', `<contextEntry>${literal('b * 10')}</contextEntry></context>`);
    expect((await decide('c', { x: 2 }, dmn(decision('c', result)))).value).to.equal(30);
    expect(
      (await decide('l', {}, dmn(decision('l', `<list>${literal('1')}${literal('2')}</list>`)))).value,
    ).to.deep.equal([1, 2]);
    const relation = `<relation><column name="k"/><row>${literal('1')}</row><row>${literal('2')}</row></relation>`;
    expect((await decide('r', {}, dmn(decision('r', relation)))).value).to.deep.equal([{ k: 1 }, { k: 2 }]);
  });

  for (const namespace of [
    'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
    'http://www.omg.org/spec/DMN/20180521/MODEL/',
    'https://www.omg.org/spec/DMN/20211108/MODEL/',
    'https://www.omg.org/spec/DMN/20230324/MODEL/',
  ])
    it(`are read from files of ${namespace}`, async () => {
      const content = dmn(decision('x', literal('1 + 1'))).replace(
        'https://www.omg.org/spec/DMN/20191111/MODEL/',
        namespace,
      );
      expect((await decide('x', {}, content)).value).to.equal(2);
    });

  it('may be named in any script', async () => {
    const content = dmn(
      decision('严重程度', literal('x + 1')) + decision('路由', literal('严重程度 * 2'), ['requiredDecision:严重程度']),
    );
    expect((await decide('路由', { x: 1 }, content)).value).to.equal(4);
  });

  describe('deploying', () => {
    for (const [title, contents, rule, sentence] of [
      [
        'a requirement of nothing',
        [dmn(decision('a', literal('1'), ['requiredDecision:nowhere']))],
        'resolved-requirements',
        "requires 'nowhere'",
      ],
      [
        'a circle',
        [
          dmn(
            decision('a', literal('1'), ['requiredDecision:b']) + decision('b', literal('1'), ['requiredDecision:a']),
          ),
        ],
        'resolved-requirements',
        'a → b → a',
      ],
      [
        'an id used by two files',
        [dmn(decision('a', literal('1'))), dmn(decision('a', literal('2')))],
        'unique-decisions',
        'also used in 1.dmn',
      ],
      ['a decision without logic', [dmn(decision('a', ''))], 'readable-decisions', 'has no logic'],
      [
        'a language that does not run',
        [dmn(decision('a', '<literalExpression expressionLanguage="javascript"><text>1</text></literalExpression>'))],
        'readable-decisions',
        "'javascript' does not run",
      ],
      [
        'an id used twice in a file',
        [dmn(decision('a', literal('1')) + decision('a', literal('2')))],
        'readable-decisions',
        'duplicate ID',
      ],
      ['text', ['hello'], 'readable-decisions', 'no well-formed DMN'],
      ['other XML', ['<a/>'], 'readable-decisions', 'no DMN'],
    ] as const)
      it(`refuses ${title}`, async () => {
        const [problem] = await problemsIn(...contents);
        expect(problem).to.include({ severity: 'error', rule });
        expect(problem!.message).to.include(sentence);
      });
  });
});
