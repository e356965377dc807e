/** Sums and products of Decimal128, exact to its 34 digits. */
import { Decimal128 } from 'bson';

type Parts = { digits: bigint; exponent: number };

const parse = (value: Decimal128 | string): Parts | undefined => {
  const match = /^(-?)(\d+)(?:\.(\d*))?(?:E([+-]?\d+))?$/i.exec(value.toString());
  if (!match) return undefined;
  const [, sign, whole, fraction = '', exponent = '0'] = match;
  return { digits: BigInt(`${sign}${whole}${fraction}`), exponent: Number(exponent) - fraction.length };
};

const scale = ({ digits, exponent }: Parts, to: number): bigint => digits * 10n ** BigInt(exponent - to);

const combine = (
  a: Decimal128,
  b: Decimal128,
  exact: (a: Parts, b: Parts) => Parts,
  inexact: (a: number, b: number) => number,
): Decimal128 => {
  const left = parse(a);
  const right = parse(b);
  if (!left || !right || Math.abs(left.exponent - right.exponent) > 10_000)
    return Decimal128.fromString(String(inexact(Number(a.toString()), Number(b.toString()))));
  const { digits, exponent } = exact(left, right);
  return Decimal128.fromStringWithRounding(`${digits}E${exponent}`);
};

export const addDecimals = (a: Decimal128, b: Decimal128): Decimal128 =>
  combine(
    a,
    b,
    (left, right) => {
      const exponent = Math.min(left.exponent, right.exponent);
      return { digits: scale(left, exponent) + scale(right, exponent), exponent };
    },
    (left, right) => left + right,
  );

export const multiplyDecimals = (a: Decimal128, b: Decimal128): Decimal128 =>
  combine(
    a,
    b,
    (left, right) => ({ digits: left.digits * right.digits, exponent: left.exponent + right.exponent }),
    (left, right) => left * right,
  );
