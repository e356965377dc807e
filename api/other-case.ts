import { Refusal } from '../engine/index.ts';
import type { OverrideRequest, Readers } from '../engine/index.ts';

type Reading = { readonly readers: Pick<Readers, 'findCase'> };

/** The id behind what people name a case by: its number, or the id itself. Refuses with `CASE_NOT_FOUND`. */
export const idOf = async ({ readers }: Reading, idOrNumber: string): Promise<string> => {
  if (!/^C-\d+$/.test(idOrNumber)) return idOrNumber;
  const found = await readers.findCase(idOrNumber);
  if (found) return found.id;
  throw new Refusal('CASE_NOT_FOUND', `There is no case '${idOrNumber}'.`, { caseId: idOrNumber });
};

/** An override with the other case, where it names one, by its id. */
export const withOtherId = async (context: Reading, request: OverrideRequest): Promise<OverrideRequest> =>
  request.action === 'merge' ? { ...request, other: await idOf(context, request.other) } : request;
