/**
 * Whether two contacts are about the same matter, and why we think so (requirement C10). The text decides most, the category
 * helps: texts of one category need about a fifth of their terms in common, others about two thirds.
 */
import type { Contact } from '../case/case.ts';
import { sharedPhrases, similarityOf } from '../text/similarity.ts';

export type Matter = Pick<Contact, 'subject' | 'description' | 'category'>;

export type MatterLikeness = {
  /** 0 … 1, two decimals. */
  readonly score: number;
  readonly textSimilarity: number;
  readonly sameCategory: boolean;
  /** Phrases both texts have. */
  readonly shared: readonly string[];
};

const textShare = 0.7;

/** From this score on two contacts of one customer count as the same matter. */
export const sameMatterScore = 0.45;

const twoDecimals = (value: number): number => Math.round(value * 100) / 100;

const fullText = ({ subject, description }: Matter): string =>
  description === undefined ? subject : `${subject}\n${description}`;

export const compareMatters = (one: Matter, other: Matter): MatterLikeness => {
  const [ours, theirs] = [fullText(one), fullText(other)];
  const textSimilarity = Math.max(similarityOf(ours, theirs), similarityOf(one.subject, other.subject));
  const sameCategory = one.category === other.category;
  return {
    score: twoDecimals(textShare * textSimilarity + (sameCategory ? 1 - textShare : 0)),
    textSimilarity: twoDecimals(textSimilarity),
    sameCategory,
    shared: sharedPhrases(ours, theirs),
  };
};
