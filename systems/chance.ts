/** Data that looks made up and is the same every time: everything follows from the number asked for. */
import { createHash } from 'node:crypto';

/** A source of numbers from 0 to below `below`, different for every name, the same for the same seed. */
export type Chance = (name: string, below: number) => number;

export const chanceOf =
  (seed: string): Chance =>
  (name, below) =>
    createHash('sha256').update(`${seed}|${name}`).digest().readUInt32BE(0) % below;

export const pick = <T>(chance: Chance, name: string, from: readonly T[]): T => from[chance(name, from.length)]!;

/** The first of the values that is a number to look up by. */
export const numberAmong = (...values: readonly unknown[]): string | undefined =>
  values.find((value): value is string => typeof value === 'string' && value !== '');
