import { expect } from 'chai';
import * as fc from 'fast-check';
import { compileExpression } from '../../../../engine/model/expression/compile-expression.ts';
import { ExpressionError } from '../../../../engine/model/expression/expression-error.ts';

const MOMENT = new Date(0);
const SCOPE = { a: 3, b: -2, c: 7, flag: true, text: 'x', list: [1, 2], deep: { er: null } };

/** An arithmetic or logic term as `${…}` and as FEEL write it, with its value worked out here. */
type Term = { readonly juel: string; readonly feel: string; readonly value: number };

const leaf: fc.Arbitrary<Term> = fc.oneof(
  fc.integer({ min: 0, max: 99 }).map((value) => ({ juel: String(value), feel: String(value), value })),
  fc.constantFrom('a', 'b', 'c').map((name) => ({ juel: name, feel: name, value: SCOPE[name] })),
);

const { term } = fc.letrec<{ term: Term }>((tie) => ({
  term: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.tuple(tie('term'), fc.constantFrom('+', '-', '*'), tie('term')).map(([left, operator, right]) => ({
      juel: `(${left.juel} ${operator} ${right.juel})`,
      feel: `(${left.feel} ${operator} ${right.feel})`,
      value: { '+': left.value + right.value, '-': left.value - right.value, '*': left.value * right.value }[operator],
    })),
    fc.tuple(tie('term'), tie('term'), tie('term'), tie('term')).map(([left, right, yes, no]) => ({
      juel: `(${left.juel} > ${right.juel} ? ${yes.juel} : ${no.juel})`,
      feel: `(if ${left.feel} > ${right.feel} then ${yes.feel} else ${no.feel})`,
      value: left.value > right.value ? yes.value : no.value,
    })),
  ),
}));

/** Text that looks like expressions more often than chance would have it. */
const fragments = fc
  .array(
    fc.constantFrom(
      '${',
      '}',
      '=',
      'a',
      '.',
      '[',
      ']',
      '(',
      ')',
      '"',
      "'",
      ' ',
      '+',
      '-',
      '?',
      ':',
      '1',
      'and',
      'not',
      'empty',
      '__proto__',
      'constructor',
      ',',
      '{',
      '..',
      'if',
      'for',
      '\\',
      '文',
    ),
    { maxLength: 14 },
  )
  .map((parts) => parts.join(''));

describe('expressions, whatever they are', () => {
  it('compute what their terms compute, in both languages', () => {
    fc.assert(
      fc.property(term, ({ juel, feel, value }) => {
        fc.pre(Math.abs(value) < Number.MAX_SAFE_INTEGER);
        expect(compileExpression(`\${${juel}}`).evaluate(SCOPE, MOMENT)).to.equal(value);
        expect(compileExpression(`=${feel}`).evaluate(SCOPE, MOMENT)).to.equal(value);
      }),
      { numRuns: 60 },
    );
  });

  it('are either refused with a place inside their text or give plain data', () => {
    fc.assert(
      fc.property(fragments, fc.constantFrom(undefined, 'feel'), (source, language) => {
        try {
          const value = compileExpression(source, language).evaluate(SCOPE, MOMENT);
          expect(value).to.not.equal(undefined);
          expect(JSON.parse(JSON.stringify(value))).to.deep.equal(value);
        } catch (error) {
          if (!(error instanceof ExpressionError)) throw error;
          expect(error.position).to.be.within(0, error.source.length);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('leave their scope as it was', () => {
    fc.assert(
      fc.property(fragments, (source) => {
        const scope = structuredClone(SCOPE);
        try {
          compileExpression(source).evaluate(scope, MOMENT);
        } catch (error) {
          if (!(error instanceof ExpressionError)) throw error;
        }
        expect(scope).to.deep.equal(SCOPE);
      }),
      { numRuns: 200 },
    );
  });
});
