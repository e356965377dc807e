import { expect } from 'chai';
import { compileExpression } from '../../../../engine/model/expression/compile-expression.ts';
import { ExpressionError } from '../../../../engine/model/expression/expression-error.ts';

const MOMENT = new Date('2026-03-04T05:06:07Z');
const value = (source: string, scope: Record<string, unknown> = {}, language?: string): unknown =>
  compileExpression(source, language).evaluate(scope, MOMENT);

describe('compileExpression', () => {
  describe('FEEL', () => {
    const cases: readonly (readonly [string, Record<string, unknown>, unknown])[] = [
      ['=amount > 100', { amount: 101 }, true],
      ['=amount > 100', {}, null],
      ['=missing = null', {}, true],
      ['=客户等级 = "大客户"', { 客户等级: '大客户' }, true],
      ['=order.items[2].price * 2', { order: { items: [{ price: 1 }, { price: 4 }] } }, 8],
      ['=order.items[price > 2].name', { order: { items: [{ price: 1 }, { price: 4, name: 'b' }] } }, ['b']],
      ['=count(items) > 1', { items: [1, 2], count: 7 }, true],
      ['=count + 1', { count: 7 }, 8],
      ['=if x then "a" else "b"', { x: true }, 'a'],
      ['=for i in 1..3 return i * i', {}, [1, 4, 9]],
      ['=some x in list satisfies x > 2', { list: [1, 3] }, true],
      ['=every x in list satisfies x > 2', { list: [1, 3] }, false],
      ['=x instance of string', { x: 'a' }, true],
      ['={total: a + b, twice: total * 2}', { a: 1, b: 2 }, { total: 3, twice: 6 }],
      ['=date("2024-02-29") + duration("P1Y")', {}, '2025-02-28'],
      ['=duration("PT90M")', {}, 'PT1H30M'],
      ['=now()', {}, '2026-03-04T05:06:07Z'],
      ['=now() + duration("PT1H")', {}, '2026-03-04T06:06:07Z'],
      ['=today()', {}, '2026-03-04'],
      ['=substring(string: "abc", start position: 2)', {}, 'bc'],
      ['=x in [1..3]', { x: 2 }, true],
      ['=x in (<1, >5)', { x: 6 }, true],
      ['=`a-b` + 1', { 'a-b': 1 }, 2],
      ['=x // a remark', { x: 1 }, 1],
      ['=function(x) x', {}, null],
      ['=1 / 0', {}, null],
      ['="a" + 1', {}, null],
    ];
    for (const [source, scope, expected] of cases)
      it(`${source} of ${JSON.stringify(scope)} is ${JSON.stringify(expected)}`, () => {
        expect(value(source, scope)).to.deep.equal(expected);
      });

    for (const language of [
      'feel',
      'FEEL',
      'http://www.omg.org/spec/FEEL/20140401',
      'https://www.omg.org/spec/DMN/20191111/FEEL/',
    ])
      it(`is recognised by the language '${language}'`, () => {
        expect(value('a + 1', { a: 1 }, language)).to.equal(2);
      });

    it('says where it cannot be read', () => {
      expect(() => compileExpression('=a >'))
        .to.throw(ExpressionError, "FEEL expression is incomplete at character 4 of 'a >'")
        .with.property('position', 3);
    });

    for (const source of ['=', '= ', '=1e3', '=a b c +', "='text'", '=1 2', '=if a then b'])
      it(`refuses ${source}`, () => {
        expect(() => compileExpression(source)).to.throw(ExpressionError);
      });

    it('gives the same answer each time, whatever was asked before', () => {
      const sum = compileExpression('=a + b');
      expect([
        sum.evaluate({ a: 1, b: 2 }, MOMENT),
        sum.evaluate({ a: 1 }, MOMENT),
        sum.evaluate({ a: 5, b: 5 }, MOMENT),
      ]).to.deep.equal([3, null, 10]);
    });
  });

  describe('${…}', () => {
    const cases: readonly (readonly [string, Record<string, unknown>, unknown])[] = [
      ['${amount > 100}', { amount: 101 }, true],
      ['#{amount gt 100 and not done}', { amount: 101, done: false }, true],
      ['${amount > 100}', {}, false],
      ['${missing}', {}, null],
      ['${missing.deeper[0].still}', {}, null],
      ['${missing == null}', {}, true],
      ['${a["b"].c[1]}', { a: { b: { c: [1, 2] } } }, 2],
      ["${a['b'].c[i + 1]}", { a: { b: { c: [1, 2] } }, i: 0 }, 2],
      ['${1 + 2 * 3 - 4 / 2 % 2}', {}, 7],
      ['${-x + 1}', { x: 2 }, -1],
      ['${(1 + 2) * 3}', {}, 9],
      ['${empty list || list.size() > 2}', { list: [] }, true],
      ['${x ? "yes" : "no"}', { x: true }, 'yes'],
      ['${a ? 1 : b ? 2 : 3}', { b: true }, 2],
      ["${state == 'open' && !closed}", { state: 'open' }, true],
      ['${"1" == 1}', {}, true],
      ["${list.contains('a')}", { list: ['a'] }, true],
      ["${execution.getVariable('a b')}", { 'a b': 3 }, 3],
      ['${now()}', {}, '2026-03-04T05:06:07.000Z'],
      ['${客户.等级}', { 客户: { 等级: '大' } }, '大'],
      ['${"}"}', {}, '}'],
      ['Order ${id} for ${customer.name}!', { id: 7, customer: { name: '张' } }, 'Order 7 for 张!'],
      ['${a}${b}', { a: 1, b: 2 }, '12'],
      ['  ${a}  ', { a: [1] }, [1]],
      ['plain text', {}, 'plain text'],
      ['', {}, ''],
    ];
    for (const [source, scope, expected] of cases)
      it(`${source} of ${JSON.stringify(scope)} is ${JSON.stringify(expected)}`, () => {
        expect(value(source, scope)).to.deep.equal(expected);
      });

    for (const [source, position] of [
      ['${a >}', 5],
      ['${a', 0],
      ['x ${a b}', 6],
      ['${a.}', 4],
      ['${}', 2],
      ['${a = 1}', 4],
      ['${java.lang.Runtime.exec("x")}', 20],
      ['${service.run()}', 10],
      ['${f(x)}', 2],
    ] as const)
      it(`${source} is refused at ${position}`, () => {
        expect(() => compileExpression(source))
          .to.throw(ExpressionError)
          .with.property('position', position);
      });

    it('refuses operands that make no sense, with their place', () => {
      expect(() => value('${a + 1}', { a: 'x' })).to.throw(
        ExpressionError,
        "'+' got string '\"x\"' where a number is needed at character 5",
      );
    });

    it('refuses nesting beyond reason instead of exhausting the stack', () => {
      expect(() => compileExpression(`\${${'('.repeat(50_000)}1${')'.repeat(50_000)}}`)).to.throw(
        ExpressionError,
        '100 levels',
      );
    });
  });

  describe('what no expression reaches', () => {
    for (const source of [
      '=constructor',
      '=__proto__',
      '=x.constructor',
      '=x.__proto__',
      '=x.toString',
      '=l.constructor',
      '${constructor}',
      '${x.__proto__}',
      "${x['constructor']}",
      '${l.map}',
      '${s.length}',
    ])
      it(`${source} is null`, () => {
        expect([null, [null]]).to.deep.include(value(source, { x: {}, l: [1], s: 'abc' }));
      });

    it('a scope that carries such names as data leaves the prototypes alone', () => {
      const scope = JSON.parse('{"__proto__": {"admin": true}, "x": {"__proto__": {"admin": true}}}') as Record<
        string,
        unknown
      >;
      expect(value('=x.admin', scope)).to.equal(null);
      expect(value('=admin', scope)).to.equal(null);
      expect(value('${x.admin}', scope)).to.equal(null);
    });

    it('another language is refused', () => {
      expect(() => compileExpression('process.exit()', 'javascript')).to.throw(
        ExpressionError,
        "'javascript' does not run here",
      );
    });
  });
});
