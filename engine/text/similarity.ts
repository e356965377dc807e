/** How alike two texts are: the cosine of their weighted terms, from 0 (nothing shared) to 1 (the same terms). */
import { segmentsOf } from './segments.ts';
import { termSetOf, termsOf } from './terms.ts';

const functionCharacters = /[的了是在我你他她它们不有个这那就都和与及也很把被给让到从又再还吗呢吧啊要说请]/u;

/** Long numbers name something; pairs around a function word say little. */
const weightOf = (term: string): number => {
  if (/^\d+$/.test(term)) return term.length >= 5 ? 1.5 : 0.4;
  return functionCharacters.test(term) ? 0.3 : 1;
};

const square = (terms: ReadonlySet<string>): number => [...terms].reduce((sum, term) => sum + weightOf(term) ** 2, 0);

export const similarityOf = (left: string, right: string): number => {
  const [ours, theirs] = [termSetOf(left), termSetOf(right)];
  const shared = new Set([...ours].filter((term) => theirs.has(term)));
  return shared.size === 0 ? 0 : square(shared) / Math.sqrt(square(ours) * square(theirs));
};

/** Neighbouring Han pairs read as one phrase again. */
const joined = (text: string, isShared: (term: string) => boolean): string[] => {
  const phrases: string[] = [];
  let open: { start: number; end: number } | undefined;
  const close = (): void => {
    if (open) phrases.push(text.slice(open.start, open.end));
    open = undefined;
  };
  for (const { text: term, start, end } of termsOf(text))
    if (!isShared(term) || weightOf(term) < 0.5) close();
    else if (open && start < open.end) open = { start: open.start, end };
    else {
      close();
      open = { start, end };
    }
  close();
  return phrases;
};

/** What two texts have in common, as phrases of the first, the longest first. */
export const sharedPhrases = (left: string, right: string, limit = 6): string[] => {
  if (segmentsOf(right).length === 0) return [];
  const theirs = termSetOf(right);
  return [...new Set(joined(left, (term) => theirs.has(term)))]
    .toSorted((one, other) => other.length - one.length)
    .slice(0, limit);
};
